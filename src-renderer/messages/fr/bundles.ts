import type { Messages } from '../messages.ts';

export const bundles: Messages['bundles'] = {
  choose: 'Choisir un fichier',
  another: 'Choisir un autre fichier',
  hint: 'Un fichier .mcpb, tel que les auteurs de serveurs en proposent ; on peut aussi le déposer ici. Rien n’est exécuté avant que vous ayez vu la commande.',
  notBundle: (file) => `${file} n’est pas un paquet : son nom ne se termine pas par .mcpb.`,
  reading: 'Lecture du paquet…',
  about: 'À propos du paquet',
  author: 'Se dit de',
  file: 'Fichier',
  files: (count, text) => (count === 1 ? '1 fichier' : `${text} fichiers`),
  size: (packed, files, unpacked) => `${packed} ; ${files}, ${unpacked} une fois décompressé`,
  signature: 'Signature',
  signed: 'Il y en a une. Loom ne la vérifie pas.',
  unsigned: 'Non signé',
  runsWith: 'Fonctionne avec',
  kinds: { node: 'Node.js', python: 'Python', binary: 'son propre programme', uv: 'uv (Python)' },
  license: 'Licence',
  homepage: 'Site',
  claims: (tools) => `Annonce ${tools}`,
  platform: (platforms, here) =>
    `Selon son auteur, il fonctionne sous ${platforms}. Ceci est ${here} : il ne peut pas être ajouté.`,
  missingProgram: (program) =>
    `Il n’y a pas de ${program} dans votre PATH : le serveur ne peut pas démarrer avant son installation.`,
  programVersion: (program, wanted, found) =>
    `Il demande ${program} ${wanted}, et la version présente est ${found}. Il ne fonctionnera peut-être pas.`,
  secretInArguments: (label) =>
    `${label} figure dans les arguments de la commande, que tout utilisateur de cette machine peut lire pendant son exécution.`,
  missingFile: (file) => `Le fichier à démarrer, ${file}, n’est pas dans le paquet.`,
  target: 'Qu’en faire',
  renew: (server, version) => `Remplacer ${server} (version ${version})`,
  anew: (server) => `Configurer ${server} à nouveau (le même paquet)`,
  asNew: 'Ajouter un autre serveur',
  otherAuthors: 'Autres auteurs',
  otherAuthor: ({ server, before, now }) =>
    `Un autre paquet de ce nom est installé comme ${server} et se dit de ${before} ; celui-ci se dit de ${now}. Ne le laissez le remplacer que si vous savez que les deux sont du même auteur.`,
  unknownAuthor: (server) =>
    `Un paquet de ce nom est installé comme ${server} ; Loom ignore qui l’a fait. Ne laissez celui-ci le remplacer que si vous savez que les deux sont du même auteur.`,
  unpacked: 'Il est décompressé dans',
  replaces: (version) =>
    `Il remplace la version ${version} ; vos réglages du serveur sont conservés.`,
  replace: 'Remplacer et autoriser l’exécution',
  filesGo: 'Ce qui a été décompressé de son paquet disparaît dans dix minutes.',
};
