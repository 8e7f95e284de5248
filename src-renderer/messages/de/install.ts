import type { Messages } from '../messages.ts';

export const install: Messages['install'] = {
  title: 'Von außen hinzufügen',
  nothing:
    'Links, die mit loom:// beginnen, und .mcpb-Dateien führen hierher. Öffnen Sie eines davon, oder fügen Sie selbst einen Server hinzu.',
  aLink: 'ein Link',
  reading: 'Liest, was der Link verlangt…',
  refused: 'Loom folgt diesem Link nicht.',
  home: 'Zur Übersicht',
  added: (server: string) => `${server} ist hinzugefügt.`,
  openServer: 'Server anzeigen',
  already: (server: string) => `Diesen Server haben Sie schon, als ${server}.`,
  from: 'Ein Link möchte, dass Loom diesen Server hinzufügt. Jeder kann einen solchen Link schreiben: Fügen Sie den Server nur hinzu, wenn Sie der Fundstelle vertrauen.',
  name: 'Name',
  conflict: (server: string) =>
    `Es gibt einen anderen Server namens ${server}; dieser bekommt einen anderen Namen.`,
  movesSecret: (field: string) => `Der Wert von ${field} kommt in den Tresor.`,
  leave: 'Nicht hinzufügen',
  add: 'Hinzufügen und ausführen lassen',
  addUrl: 'Hinzufügen und verbinden lassen',
  runs: {
    title: 'Das wird ausgeführt',
    titleUrl: 'Damit wird Loom sich verbinden',
    command: 'Programm',
    address: 'Adresse',
    arguments: 'Argumente',
    variables: 'Umgebungsvariablen',
    headers: 'Header',
    asYou: 'Es läuft auf diesem Computer mit Ihren Rechten und darf alles, was Sie dürfen.',
    sends: 'Was Clients dorthin senden, verlässt diesen Computer.',
  },
  refusals: {
    'no-link': 'Es ist kein vollständiger loom://-Link.',
    'too-long': 'Er ist zu lang.',
    'hidden-characters': 'Er enthält Zeichen, die man nicht sieht.',
    'unknown-kind': 'Er verlangt etwas, was Links nicht verlangen dürfen.',
    'unknown-part': 'Er hat einen Teil, den Loom nicht kennt.',
    unreadable: 'Sein Inhalt ist nicht lesbar: Ist er vollständig?',
    'no-server': 'Er sagt nicht, wie der Server ausgeführt wird.',
    'unsafe-address': 'Seine Adresse ist keine des Webs oder enthält ein Passwort.',
    reference: 'Er verweist auf Geheimnisse oder Variablen dieses Computers.',
  },
  fromLink: 'aus dem Link',
  filledByLink:
    'Von einem Link ausgefüllt, den jeder schreiben kann: Prüfen Sie jeden Wert, bevor Sie hinzufügen.',
};
