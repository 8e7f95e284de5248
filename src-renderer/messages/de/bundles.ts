import type { Messages } from '../messages.ts';

export const bundles: Messages['bundles'] = {
  choose: 'Datei auswählen',
  another: 'Andere Datei auswählen',
  hint: 'Eine .mcpb-Datei, wie Hersteller von Servern sie zum Herunterladen anbieten; sie kann auch hierher gezogen werden. Nichts daraus läuft, bevor der Befehl zu sehen war.',
  notBundle: (file) => `${file} ist kein Bundle: Der Name endet nicht auf .mcpb.`,
  reading: 'Bundle wird gelesen…',
  about: 'Über das Bundle',
  author: 'Nach eigener Angabe von',
  file: 'Datei',
  files: (count, text) => (count === 1 ? '1 Datei' : `${text} Dateien`),
  size: (packed, files, unpacked) => `${packed}; ${files}, ausgepackt ${unpacked}`,
  signature: 'Signatur',
  signed: 'Vorhanden. Loom prüft sie nicht.',
  unsigned: 'Nicht signiert',
  runsWith: 'Läuft mit',
  kinds: { node: 'Node.js', python: 'Python', binary: 'einem eigenen Programm', uv: 'uv (Python)' },
  license: 'Lizenz',
  homepage: 'Homepage',
  claims: (tools) => `Nach eigener Angabe: ${tools}`,
  platform: (platforms, here) =>
    `Laut Hersteller läuft es auf ${platforms}. Dies ist ${here}, daher kann es nicht hinzugefügt werden.`,
  missingProgram: (program) =>
    `In Ihrem PATH gibt es kein ${program}: Der Server kann erst starten, wenn es installiert ist.`,
  programVersion: (program, wanted, found) =>
    `Es verlangt ${program} ${wanted}, hier ist ${found}. Es funktioniert vielleicht nicht.`,
  secretInArguments: (label) =>
    `${label} kommt in die Argumente des Befehls. Die kann jeder Benutzer dieses Rechners lesen, solange er läuft.`,
  missingFile: (file) => `Die Datei, die gestartet wird, ${file}, fehlt im Bundle.`,
  target: 'Was damit geschehen soll',
  renew: (server, version) => `${server} ersetzen (Version ${version})`,
  anew: (server) => `${server} neu einrichten (dasselbe Bundle)`,
  asNew: 'Einen weiteren Server hinzufügen',
  otherAuthors: 'Andere Urheber',
  otherAuthor: ({ server, before, now }) =>
    `Ein anderes Bundle dieses Namens ist als ${server} installiert und stammt nach eigener Angabe von ${before}; dieses hier von ${now}. Lassen Sie es jenes nur ersetzen, wenn Sie wissen, dass beide vom selben Urheber sind.`,
  unknownAuthor: (server) =>
    `Ein Bundle dieses Namens ist als ${server} installiert; Loom weiß nicht, von wem jenes stammt. Lassen Sie dieses es nur ersetzen, wenn Sie wissen, dass beide vom selben Urheber sind.`,
  unpacked: 'Es wird ausgepackt nach',
  replaces: (version) => `Es ersetzt Version ${version}; was am Server eingestellt wurde, bleibt.`,
  replace: 'Ersetzen und Ausführung erlauben',
  filesGo: 'Was aus dem Bundle ausgepackt wurde, verschwindet in zehn Minuten.',
};
