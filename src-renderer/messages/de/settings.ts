import type { Messages } from '../messages.ts';

export const settings: Messages['settings'] = {
  search: 'Einstellungen durchsuchen',
  nothingFound: 'Keine Einstellung passt.',
  showAll: 'Alle Einstellungen anzeigen',
  waiting: (count, text) =>
    count === 1
      ? '1 wird beim nächsten Start wirksam'
      : `${text} werden beim nächsten Start wirksam`,
  browser: {
    title: 'Dieser Browser',
    aside: 'Nur in diesem Browser aufbewahrt und sofort wirksam.',
    theme: 'Farbschema',
    themes: { auto: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
    density: 'Zeilen',
    densities: { normal: 'Normal', compact: 'Kompakt' },
    language: 'Sprache',
    automatic: (name) => `Wie im Browser (${name})`,
  },
  file: 'Alles Folgende steht in dieser Datei, die sich auch von Hand bearbeiten lässt; Kommentare bleiben.',
  fileName: 'Pfad von config.yaml',
  restart: 'Änderungen werden wirksam, wenn der Hub neu startet. Neu starten:',
  restartCommand: 'Befehl',
  restarting: {
    now: 'Hub jetzt neu starten…',
    title: 'Hub neu starten',
    why: 'Aufrufe, die gerade laufen, dürfen zuerst enden. Dann halten alle Server an; Clients verbinden sich von selbst wieder, und Server starten, wenn sie wieder gebraucht werden.',
    running: (count: number, text: string) =>
      count === 1 ? '1 Aufruf läuft gerade.' : `${text} Aufrufe laufen gerade.`,
    confirm: 'Neu starten',
    busy: 'Startet neu…',
    done: 'Der Hub läuft wieder',
    moves:
      'http.address ändert sich: Diese Seite kann nicht folgen. Öffnen Sie die Konsole dann neu:',
  },
  sections: {
    http: {
      title: 'HTTP',
      aside: 'Wo MCP und diese Konsole bereitstehen, und wer aufrufen darf.',
    },
    limits: { title: 'Grenzen', aside: 'Wie groß, wie lange und wie viele.' },
    activity: { title: 'Aktivität', aside: 'Was von Aufrufen aufbewahrt wird.' },
    clients: { title: 'Clients', aside: 'Was mit Loom-Einträgen in ihren Dateien geschieht.' },
    vault: { title: 'Tresor', aside: 'Wo Geheimnisse aufbewahrt werden.' },
    log: { title: 'Protokoll', aside: 'Was der Hub über sich schreibt.' },
    naming: { title: 'Namen', aside: 'Wie die Tools der Server heißen.' },
  },
  keys: {
    'http.enabled': 'MCP und die Konsole über HTTP bereitstellen.',
    'http.address': 'host:port. „:8088“ ist Loopback, Port 0 nimmt einen freien.',
    'http.allowed_origins':
      'Webseiten, die aufrufen dürfen, eine pro Zeile. „:*“ ist jeder Port, [] keine.',
    'http.session_timeout_minutes': 'Eine HTTP-Sitzung, die länger untätig ist, wird beendet.',
    'http.max_sessions': 'Gleichzeitige HTTP-Sitzungen.',
    'http.tls_cert_file': 'Mit dem Schlüssel: HTTPS. Relative Pfade beginnen im Ordner der Datei.',
    'http.tls_key_file': 'Zusammen mit dem Zertifikat setzen: beide eingeben, dann speichern.',
    'http.auth.type': 'Was HTTP-Clients vorweisen müssen. Nicht gesetzt: nichts.',
    'http.auth.issuer': 'Der OAuth-Server, auf den Clients verwiesen werden (RFC 9728).',
    'limits.max_message': 'Längste einzelne Nachricht, in jeder Richtung.',
    'limits.idle_stop': 'Ein Server, der so lange nichts tut, wird gestoppt. 0s: nie.',
    'limits.start_timeout':
      'Vom Start bis bereit. Lang, da vielleicht erst ein Paket heruntergeladen wird.',
    'limits.max_concurrent': 'Gleichzeitig laufende Aufrufe je Serverprozess.',
    'limits.list_wait': 'Wie lange eine erste Liste auf noch nie gesehene Server wartet.',
    'limits.input_wait': 'Wie lange ein Aufruf auf das wartet, was sein Server den Client fragt.',
    'limits.drain': 'Wie lange Aufrufe noch Zeit haben, wenn der Hub stoppt.',
    'limits.instructions': 'Längster zusammengesetzter Anweisungstext, in Zeichen.',
    'limits.stderr_buffer': 'Was von stderr jedes Servers aufbewahrt wird.',
    'activity.enabled': 'Aufrufe, die durch den Hub gehen, für die Seite Aktivität aufzeichnen.',
    'activity.keep_days': 'Ältere Aufrufe werden vergessen.',
    'activity.max_calls': 'Sind es mehr, werden die ältesten ebenfalls vergessen.',
    'activity.max_size': 'Ist die Datei größer, werden die ältesten vergessen.',
    'activity.payloads':
      'Argumente und Ergebnisse. none: nicht aufbewahrt; masked: Zugangsdaten verborgen; full: wie sie sind. Die Geheimnisse des Tresors sind in allen verborgen.',
    'activity.max_payload': 'Argumente und Ergebnisse werden dahinter abgeschnitten.',
    'clients.heal':
      'Wenn der Loom-Eintrag in der Datei eines Clients entfernt oder geändert wird. ask: hier fragen; auto: wiederherstellen; off: so lassen.',
    'vault.type':
      'auto: der Schlüsselbund des Systems, sofern vorhanden, sonst eine verschlüsselte Datei. env: nur Variablen LOOM_SECRET_….',
    'log.level': 'Was mindestens so schwer wiegt, wird geschrieben.',
    naming: 'prefix: immer „server__tool“. bare: Präfix nur, wo Namen kollidieren.',
  },
  cautions: {
    httpOff: 'Ab dem nächsten Start erreichen diese Konsole und alle HTTP-Clients den Hub nicht.',
    noAuth:
      'Ab dem nächsten Start kann jedes Programm auf diesem Rechner den Hub über HTTP aufrufen.',
    fullPayloads:
      'Ab dem nächsten Start wird alles aufbewahrt, was durch Aufrufe geht, auch persönliche Daten.',
  },
  usual: (value) => `Standard: ${value}`,
  notSet: 'Nicht gesetzt',
  on: 'an',
  off: 'aus',
  inForce: (value) => `Bis zum nächsten Start: ${value}`,
  nextStart: 'Wird beim nächsten Start wirksam',
  decidedBy: 'hat Vorrang vor der Datei:',
  nothing: 'nichts',
  save: 'Speichern',
  saveKey: (key) => `${key} speichern`,
  saving: 'Wird gespeichert…',
  cancelKey: (key) => `${key} abbrechen`,
  unset: 'Standard verwenden',
  unsetKey: (key) => `Standard von ${key} verwenden`,
  wrote: (key) => `${key} in config.yaml geschrieben`,
  tookOut: (key) => `${key} aus config.yaml genommen`,
};
