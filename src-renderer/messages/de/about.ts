import type { Messages } from '../messages.ts';

export const about: Messages['about'] = {
  what: 'Jeder MCP-Client erreicht jeden MCP-Server über einen Hub auf diesem Rechner.',
  version: 'Version',
  versionName: 'Version',
  host: 'Läuft als',
  hosts: { headless: 'Hub ohne Oberfläche', desktop: 'Desktop-App' },
  process: 'Prozess',
  pid: (pid) => `PID ${pid}, gestartet`,
  node: 'Node',
  files: {
    title: 'Dateien und Ordner',
    aside: 'Alles, was Loom aufbewahrt, liegt hier.',
    registry: 'Server',
    config: 'Einstellungen',
    state: 'Zustand: Caches, Aufrufe, Protokolle',
    socket: 'Lokaler Socket',
    http: 'Endpunkt',
    nameOf: (what) => `Pfad (${what})`,
  },
  documents: {
    title: 'Dokumente',
    aside: 'Im Ordner von Loom.',
    list: [
      { file: 'README.md', about: 'was Loom leistet, mit einem Rundgang von fünf Minuten' },
      { file: 'ARCHITECTURE.md', about: 'wie es gebaut ist und was wohin gehört' },
      { file: 'docs/clients.md', about: 'jeder Client, für den Loom schreibt, mit seinen Tücken' },
      { file: 'docs/fidelity.md', about: 'was Clients und Server vom Hub bemerken können' },
      { file: 'docs/conformance.md', about: 'Ergebnisse der offiziellen Konformitätstests' },
      { file: 'docs/openapi.json', about: 'die eigene API des Hubs als OpenAPI' },
    ],
  },
  licences: {
    title: 'Lizenzen',
    aside: 'Loom ist freie Software unter der MIT-Lizenz, wie das meiste, woraus es gebaut ist.',
  },
};
