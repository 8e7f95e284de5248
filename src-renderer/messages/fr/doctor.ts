import type { Messages } from '../messages.ts';

export const doctor: Messages['doctor'] = {
  again: 'Relancer',
  running: 'Examen…',
  looking: 'Examen des fichiers, des commandes, des serveurs et de cette machine…',
  lookingFor: (span) =>
    `Examen en cours depuis ${span} : une commande ou un disque tarde à répondre.`,
  checked: 'Examiné',
  verdicts: { fail: 'Échec', warn: 'Attention', skip: 'Non vérifié', ok: 'En ordre' },
  counts: {
    fail: (count, text) => (count < 2 ? `${text} échec` : `${text} échecs`),
    warn: (_count, text) => `${text} à surveiller`,
    skip: (count, text) =>
      count < 2 ? `${text} n’a pas pu être vérifié` : `${text} n’ont pas pu être vérifiés`,
    ok: (_count, text) => `${text} en ordre`,
  },
  sections: {
    fail: 'Échecs',
    warn: 'À surveiller',
    skip: 'Non vérifiable',
    ok: 'En ordre',
  },
  command: 'commande',
  fixing: 'Correction…',
  fix: (verb, title) => `${verb} : ${title}`,
  fixed: (title) => `Fait : ${title}`,
  report: {
    title: 'Pour un rapport de bug',
    what: 'Des faits sur ce hub dans un fichier JSON, créé ici et envoyé nulle part.',
    inside:
      'Il contient : les versions et le système, ces vérifications, les paramètres qui diffèrent des valeurs par défaut, l’état des serveurs, des clients et des sessions, les 200 dernières lignes du journal du hub, et les 20 dernières lignes des serveurs en échec.',
    outside:
      'Il ne contient pas : les secrets du coffre, les tokens, les valeurs des variables, des en-têtes et des arguments, les chemins des URL, les appels et leur contenu. Votre dossier personnel est écrit ~.',
    show: 'Afficher',
    making: 'Création…',
    download: 'Télécharger le diagnostic',
    name: 'diagnostic',
    sizeOf: (size) => `${size} ; à relire avant l’envoi.`,
  },
};
