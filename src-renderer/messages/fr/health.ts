import type { Messages } from '../messages.ts';

export const health: Messages['health'] = {
  disabled: 'Désactivé',
  idle: 'Inactif',
  starting: 'Démarrage',
  running: 'Actif',
  retrying: 'Nouvel essai',
  waiting: 'En attente',
  failed: 'En échec',
  whyDisabled: 'Il est désactivé.',
  whyIdle: (since) =>
    `Aucun processus n’est actif ; il démarre à la première utilisation.\nInactif depuis ${since}.`,
  whyStarting: (span, since) => `Démarre depuis ${span}, début : ${since}.`,
  whyRunning: (since) => `Répond depuis ${since}.`,
  whyRetrying: (since, attempts) =>
    `En échec depuis ${since} ; ${attempts} ${attempts < 2 ? 'tentative' : 'tentatives'} jusqu’ici.`,
  retryIn: (span) => `Loom réessaie dans ${span}.`,
  retryOnCall: 'Loom réessaie au prochain appel.',
  whyWaiting: (awaits, since) => `Attend ${awaits}, depuis ${since}.`,
  whyFailed: (since) => `Abandonné depuis ${since} ; plus aucun essai avant un redémarrage manuel.`,
  warned: 'Il fait quelque chose qu’il ne devrait pas :',
  process: (key, pid, sessions, calls) => `${key}${pid} : ${sessions}, ${calls}`,
  pid: (pid) => `, pid ${pid}`,
  inFlight: (count, text) => (count < 2 ? `${text} appel en cours` : `${text} appels en cours`),
};
