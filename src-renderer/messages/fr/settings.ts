import type { Messages } from '../messages.ts';

export const settings: Messages['settings'] = {
  search: 'Rechercher des paramètres',
  nothingFound: 'Aucun paramètre ne correspond.',
  showAll: 'Afficher tous les paramètres',
  waiting: (count, text) =>
    count < 2
      ? `${text} prend effet au prochain démarrage`
      : `${text} prennent effet au prochain démarrage`,
  browser: {
    title: 'Ce navigateur',
    aside: 'Conservé dans ce navigateur seulement, et appliqué aussitôt.',
    theme: 'Thème',
    themes: { auto: 'Selon le système', light: 'Clair', dark: 'Sombre' },
    density: 'Lignes',
    densities: { normal: 'Normales', compact: 'Compactes' },
    language: 'Langue',
    automatic: (name) => `Selon le navigateur (${name})`,
  },
  file: 'Ce qui suit est conservé dans ce fichier, modifiable aussi à la main ; les commentaires restent.',
  fileName: 'chemin de config.yaml',
  restart: 'Les modifications prennent effet au prochain démarrage du hub. Pour le redémarrer :',
  restartCommand: 'commande',
  restarting: {
    now: 'Redémarrer le hub maintenant…',
    title: 'Redémarrer le hub',
    why: 'Les appels en cours peuvent d’abord finir. Puis tous les serveurs s’arrêtent ; les clients se reconnectent d’eux-mêmes et les serveurs démarrent à leur prochaine utilisation.',
    running: (count: number, text: string) =>
      count === 1 ? '1 appel en cours.' : `${text} appels en cours.`,
    confirm: 'Redémarrer',
    busy: 'Redémarrage…',
    done: 'Le hub fonctionne à nouveau',
    moves:
      'http.address change : cette page ne peut pas suivre. Ouvrez alors la console à nouveau :',
  },
  sections: {
    http: { title: 'HTTP', aside: 'Où MCP et cette console sont servis, et qui peut appeler.' },
    limits: { title: 'Limites', aside: 'Quelle taille, combien de temps et combien.' },
    activity: { title: 'Activité', aside: 'Ce qui est conservé des appels.' },
    clients: {
      title: 'Clients',
      aside: 'Ce qu’il advient des entrées de Loom dans leurs fichiers.',
    },
    vault: { title: 'Coffre', aside: 'Où les secrets sont conservés.' },
    log: { title: 'Journal', aside: 'Ce que le hub écrit sur lui-même.' },
    naming: { title: 'Noms', aside: 'Comment se nomment les outils des serveurs.' },
  },
  keys: {
    'http.enabled': 'Servir MCP et la console par HTTP.',
    'http.address': 'hôte:port. « :8088 » est la boucle locale, le port 0 en prend un libre.',
    'http.allowed_origins':
      'Pages web autorisées à appeler, une par ligne. « :* » est tout port, [] aucune page.',
    'http.session_timeout_minutes': 'Une session HTTP inactive plus longtemps est fermée.',
    'http.max_sessions': 'Sessions HTTP simultanées.',
    'http.tls_cert_file':
      'Avec la clé : HTTPS. Les chemins relatifs partent du dossier du fichier.',
    'http.tls_key_file': 'Se définit avec le certificat : saisir les deux, puis enregistrer.',
    'http.auth.type': 'Ce que les clients HTTP doivent présenter. Non défini : rien.',
    'http.auth.issuer': 'Le serveur OAuth vers lequel les clients sont dirigés (RFC 9728).',
    'limits.max_message': 'Taille maximale d’un message, dans chaque sens.',
    'limits.idle_stop': 'Un serveur inactif aussi longtemps est arrêté. 0s : jamais.',
    'limits.start_timeout':
      'Du démarrage à l’état prêt. Long, car un paquet doit parfois être téléchargé d’abord.',
    'limits.max_concurrent': 'Appels simultanés par processus de serveur.',
    'limits.list_wait': 'Durée d’attente d’une première liste pour les serveurs encore jamais vus.',
    'limits.input_wait': 'Durée d’attente d’un appel pour ce que son serveur a demandé au client.',
    'limits.drain': 'Temps laissé aux appels pour finir quand le hub s’arrête.',
    'limits.instructions': 'Longueur maximale du texte d’instructions composé, en caractères.',
    'limits.stderr_buffer': 'Ce qui est conservé du stderr de chaque serveur.',
    'activity.enabled': 'Noter les appels qui passent par le hub, pour la page Activité.',
    'activity.keep_days': 'Les appels plus anciens sont oubliés.',
    'activity.max_calls': 'Au-delà de ce nombre, les plus anciens sont aussi oubliés.',
    'activity.max_size': 'Les plus anciens sont oubliés quand le fichier est plus grand.',
    'activity.payloads':
      'Arguments et résultats. none : non conservés ; masked : identifiants masqués ; full : tels quels. Les secrets du coffre sont masqués dans tous les cas.',
    'activity.max_payload': 'Arguments et résultats sont tronqués au-delà.',
    'clients.heal':
      'Quand l’entrée de Loom dans le fichier d’un client est retirée ou modifiée. ask : demander ici ; auto : la rétablir ; off : laisser ainsi.',
    'vault.type':
      'auto : le trousseau du système s’il y en a un, sinon un fichier chiffré. env : seulement les variables LOOM_SECRET_….',
    'log.level': 'Ce qui est au moins aussi grave est écrit.',
    naming:
      'prefix : toujours « serveur__outil ». bare : préfixé seulement en cas de conflit de noms.',
  },
  cautions: {
    httpOff:
      'À partir du prochain démarrage, cette console et tous les clients HTTP ne peuvent plus atteindre le hub.',
    noAuth:
      'À partir du prochain démarrage, tout programme de cette machine peut appeler le hub par HTTP.',
    fullPayloads:
      'À partir du prochain démarrage, tout ce qui passe par les appels est conservé, données personnelles comprises.',
  },
  usual: (value) => `Par défaut : ${value}`,
  notSet: 'Non défini',
  on: 'activé',
  off: 'désactivé',
  inForce: (value) => `Jusqu’au prochain démarrage : ${value}`,
  nextStart: 'Prend effet au prochain démarrage',
  decidedBy: 'prime sur le fichier :',
  nothing: 'rien',
  save: 'Enregistrer',
  saveKey: (key) => `Enregistrer ${key}`,
  saving: 'Enregistrement…',
  cancelKey: (key) => `Annuler ${key}`,
  unset: 'Valeur par défaut',
  unsetKey: (key) => `Utiliser la valeur par défaut de ${key}`,
  wrote: (key) => `${key} écrit dans config.yaml`,
  tookOut: (key) => `${key} retiré de config.yaml`,
};
