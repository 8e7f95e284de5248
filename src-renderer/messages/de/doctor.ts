import type { Messages } from '../messages.ts';

export const doctor: Messages['doctor'] = {
  again: 'Erneut prüfen',
  running: 'Wird geprüft…',
  looking: 'Dateien, Befehle, Server und dieser Rechner werden geprüft…',
  lookingFor: (span) =>
    `Prüfung läuft seit ${span.replace(/Tage$/, 'Tagen')}: Ein Befehl oder ein Datenträger antwortet langsam.`,
  checked: 'Geprüft',
  verdicts: {
    fail: 'Fehlgeschlagen',
    warn: 'Zu beachten',
    skip: 'Nicht geprüft',
    ok: 'In Ordnung',
  },
  counts: {
    fail: (count, text) => `${count === 1 ? '1' : text} fehlgeschlagen`,
    warn: (count, text) => `${count === 1 ? '1' : text} zu beachten`,
    skip: (count, text) => `${count === 1 ? '1' : text} nicht prüfbar`,
    ok: (_count, text) => `${text} in Ordnung`,
  },
  sections: {
    fail: 'Fehlgeschlagen',
    warn: 'Zu beachten',
    skip: 'Nicht prüfbar',
    ok: 'In Ordnung',
  },
  command: 'Befehl',
  fixing: 'In Arbeit…',
  fix: (verb, title) => `${verb}: ${title}`,
  fixed: (title) => `Erledigt: ${title}`,
  report: {
    title: 'Für einen Fehlerbericht',
    what: 'Angaben zu diesem Hub als eine JSON-Datei, hier erstellt und nirgendwohin gesendet.',
    inside:
      'Enthalten: Versionen und System, diese Prüfungen, vom Standard abweichende Einstellungen, der Zustand von Servern, Clients und Sitzungen, die letzten 200 Protokollzeilen des Hubs und die letzten 20 Zeilen fehlschlagender Server.',
    outside:
      'Nicht enthalten: Geheimnisse des Tresors, Tokens, Werte von Variablen, Headern und Argumenten, Pfade in URLs, Aufrufe und ihr Inhalt. Das Benutzerverzeichnis steht als ~ darin.',
    show: 'Anzeigen',
    making: 'Wird erstellt…',
    download: 'Diagnosedaten herunterladen',
    name: 'Diagnosedaten',
    sizeOf: (size) => `${size}; vor dem Senden lesen.`,
  },
};
