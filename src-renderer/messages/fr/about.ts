import type { Messages } from '../messages.ts';

export const about: Messages['about'] = {
  what: 'Chaque client MCP atteint chaque serveur MCP par un seul hub sur cette machine.',
  version: 'Version',
  versionName: 'version',
  host: 'Forme',
  hosts: { headless: 'hub sans interface', desktop: 'application de bureau' },
  process: 'Processus',
  pid: (pid) => `pid ${pid}, démarré`,
  node: 'Node',
  files: {
    title: 'Fichiers et dossiers',
    aside: 'Tout ce que Loom conserve se trouve ici.',
    registry: 'Serveurs',
    config: 'Paramètres',
    state: 'État : caches, appels, journaux',
    socket: 'Socket local',
    http: 'Point d’accès',
    nameOf: (what) => `chemin : ${what}`,
  },
  documents: {
    title: 'Documents',
    aside: 'Dans le dossier de Loom.',
    list: [
      { file: 'README.md', about: 'ce que fait Loom, et une visite en cinq minutes' },
      { file: 'ARCHITECTURE.md', about: 'comment il est construit, et où ajouter quoi' },
      {
        file: 'docs/clients.md',
        about: 'chaque client pour lequel Loom écrit, avec ses pièges',
      },
      {
        file: 'docs/fidelity.md',
        about: 'ce que clients et serveurs peuvent remarquer du hub',
      },
      {
        file: 'docs/conformance.md',
        about: 'résultats des suites de conformité officielles',
      },
      { file: 'docs/openapi.json', about: 'l’API propre du hub, au format OpenAPI' },
    ],
  },
  licences: {
    title: 'Licences',
    aside:
      'Loom est un logiciel libre sous licence MIT, comme la plupart de ce qui sert à le construire.',
  },
};
