import type { Messages } from '../messages.ts';

export const install: Messages['install'] = {
  title: 'Ajouter depuis l’extérieur',
  nothing:
    'Les liens qui commencent par loom:// et les fichiers .mcpb mènent ici. Ouvrez-en un, ou ajoutez vous-même un serveur.',
  aLink: 'un lien',
  reading: 'Lecture de ce que demande le lien…',
  refused: 'Loom ne suit pas ce lien.',
  home: 'Aller à l’aperçu',
  added: (server: string) => `${server} est ajouté.`,
  openServer: 'Afficher le serveur',
  already: (server: string) => `Vous avez déjà ce serveur, sous le nom ${server}.`,
  from: 'Un lien demande à Loom d’ajouter ce serveur. N’importe qui peut écrire un tel lien : ajoutez le serveur seulement si vous faites confiance à l’endroit où vous l’avez trouvé.',
  name: 'Nom',
  conflict: (server: string) =>
    `Il existe un autre serveur nommé ${server} ; celui-ci reçoit un autre nom.`,
  movesSecret: (field: string) => `La valeur de ${field} va dans le coffre.`,
  leave: 'Ne pas ajouter',
  add: 'Ajouter et autoriser l’exécution',
  addUrl: 'Ajouter et autoriser la connexion',
  runs: {
    title: 'Voici ce qui sera exécuté',
    titleUrl: 'Voici à quoi Loom se connectera',
    command: 'Programme',
    address: 'Adresse',
    arguments: 'Arguments',
    variables: 'Variables d’environnement',
    headers: 'En-têtes',
    asYou:
      'Il s’exécute sur cet ordinateur avec vos droits et peut faire tout ce que vous pouvez faire.',
    sends: 'Ce que les clients lui envoient quitte cet ordinateur.',
  },
  refusals: {
    'no-link': 'Ce n’est pas un lien loom:// complet.',
    'too-long': 'Il est trop long.',
    'hidden-characters': 'Il contient des caractères invisibles.',
    'unknown-kind': 'Il demande une chose que les liens ne peuvent pas demander.',
    'unknown-part': 'Il a une partie que Loom ne connaît pas.',
    unreadable: 'Son contenu est illisible : est-il complet ?',
    'no-server': 'Il ne dit pas comment exécuter le serveur.',
    'unsafe-address': 'Son adresse n’est pas une adresse web ou contient un mot de passe.',
    reference: 'Il fait référence à des secrets ou à des variables de cet ordinateur.',
  },
  fromLink: 'venant du lien',
  filledByLink:
    'Rempli par un lien, que n’importe qui peut écrire : vérifiez chaque valeur avant d’ajouter.',
};
