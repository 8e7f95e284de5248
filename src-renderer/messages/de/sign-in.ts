import type { Messages } from '../messages.ts';

export const signIn: Messages['signIn'] = {
  title: 'Anmeldung',
  signIn: 'Anmelden',
  beginning: 'Wird vorbereitet…',
  needed: (server) => `${server} verlangt eine Anmeldung.`,
  asksFor: 'Verlangt wird',
  waiting: 'Ein Browser wird erwartet.',
  waitsUntil: (time) => `Bis ${time}. Was dort geschieht, kommt von selbst hierher zurück.`,
  open: (host) => `Weiter bei ${host}`,
  elsewhere: 'Der Browser ist auf einem anderen Rechner',
  lastAddress: 'Adresse seiner letzten Seite, die sich dort nicht öffnet',
  finish: 'Abschließen',
  again: 'Erneut anmelden',
  cancel: 'Abbrechen',
  dismiss: 'Schließen',
  signedIn: 'Angemeldet durch',
  renews: 'Erneuert sich selbst.',
  ends: (time) => `Endet ${time}.`,
  wanted: 'Verlangt wurde mehr, als erlaubt ist:',
  allowMore: 'Mehr erlauben',
  signOut: 'Abmelden',
  signOutOf: (server) => `Von ${server} abmelden?`,
  signOutWhat: (server) =>
    `Loom vergisst die Tokens und lässt sie widerrufen. ${server} wartet, bis sich wieder jemand anmeldet; Aufrufe schlagen bis dahin fehl.`,
};
