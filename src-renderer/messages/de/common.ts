import type { Messages } from '../messages.ts';

/** A span after a preposition: `2 Tage`, but `vor 2 Tagen`. */
function dative(span: string): string {
  return span.replace(/Tage$/, 'Tagen');
}

export const common: Messages['common'] = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  copied: 'Kopiert',
  copyOf: (what) => `${what} kopieren`,
  justNow: 'gerade eben',
  ago: (span) => `vor ${dative(span)}`,
  inFuture: (span) => `in ${dative(span)}`,
  never: 'nie',
  remove: 'Entfernen',
  save: 'Speichern',
  search: 'Suchen',
  select: 'Auswählen',
  retry: 'Erneut versuchen',
  undo: 'Rückgängig machen',
  unknown: 'unbekannt',
  loading: 'Wird geladen',
  stillWaiting: (span) => `Nach ${dative(span)} noch keine Antwort.`,
  servers: (count, text) => `${count === 1 ? '1' : text} Server`,
  clients: (count, text) => (count === 1 ? '1 Client' : `${text} Clients`),
  tools: (count, text) => (count === 1 ? '1 Tool' : `${text} Tools`),
  calls: (count, text) => (count === 1 ? '1 Aufruf' : `${text} Aufrufe`),
  sessions: (count, text) => (count === 1 ? '1 Sitzung' : `${text} Sitzungen`),
  problems: (count, text) => (count === 1 ? '1 Problem' : `${text} Probleme`),
  errors: (count, text) => `${count === 1 ? '1' : text} Fehler`,
  selected: (count, text) => `${count === 1 ? '1' : text} ausgewählt`,
  tokens: (text) => `≈ ${text} Tokens`,
  sortedBy: (column) => `Sortieren nach: ${column}`,
  secret: (name) => `Geheimnis ${name}`,
  server: 'Server',
  state: 'Zustand',
  name: 'Name',
};
