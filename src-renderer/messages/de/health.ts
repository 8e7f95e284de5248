import type { Messages } from '../messages.ts';

export const health: Messages['health'] = {
  disabled: 'Deaktiviert',
  idle: 'Leerlauf',
  starting: 'Startet',
  running: 'Läuft',
  retrying: 'Neuer Versuch',
  waiting: 'Wartet',
  failed: 'Ausgefallen',
  whyDisabled: 'Er ist ausgeschaltet.',
  whyIdle: (since) =>
    `Kein Prozess läuft; er startet bei der ersten Benutzung.\nLeerlauf seit ${since}.`,
  whyStarting: (span, since) => `Startet seit ${span.replace(/Tage$/, 'Tagen')}, seit ${since}.`,
  whyRunning: (since) => `Antwortet seit ${since}.`,
  whyRetrying: (since, attempts) =>
    `Schlägt fehl seit ${since}; bisher ${attempts === 1 ? '1 Versuch' : `${attempts} Versuche`}.`,
  retryIn: (span) => `Nächster Versuch in ${span.replace(/Tage$/, 'Tagen')}`,
  retryOnCall: 'Loom versucht es beim nächsten Aufruf erneut.',
  whyWaiting: (awaits, since) => `Wartet auf ${awaits}, seit ${since}.`,
  whyFailed: (since) => `Aufgegeben seit ${since}; erst ein Neustart versucht es wieder.`,
  warned: 'Er tut etwas, das er nicht sollte:',
  process: (key, pid, sessions, calls) => `${key}${pid}: ${sessions}, ${calls}`,
  pid: (pid) => `, PID ${pid}`,
  inFlight: (count, text) => (count === 1 ? '1 laufender Aufruf' : `${text} laufende Aufrufe`),
};
