import type { Messages } from '../messages.ts';

export const hub: Messages['hub'] = {
  detail: 'Ce que dit le hub',
  errors: {
    internal: {
      what: 'Une erreur s’est produite dans Loom même.',
      remedy:
        'Réessayez. Si cela se répète, téléchargez les données de diagnostic sur la page Diagnostic pour signaler l’erreur.',
    },
    usage: {
      what: 'Le hub ne peut pas accepter cette saisie.',
      remedy: 'Corrigez ce qui est indiqué, puis réessayez.',
    },
    'invalid-registry': {
      what: 'registry.yaml contient une erreur.',
      remedy: 'Corrigez ce qui est indiqué ; le fichier est relu dès qu’il est enregistré.',
    },
    'invalid-config': {
      what: 'config.yaml contient une erreur.',
      remedy: 'Corrigez ce qui est indiqué, dans le fichier ou sous Paramètres.',
    },
    'file-unreadable': {
      what: 'Un fichier est illisible.',
      remedy: 'Vérifiez que le fichier existe et que vous pouvez le lire.',
    },
    'file-unwritable': {
      what: 'Un fichier ne peut pas être écrit.',
      remedy: 'Vérifiez l’espace disque et les droits du fichier.',
    },
    'name-taken': {
      what: 'Ce nom est déjà pris.',
      remedy: 'Choisissez un autre nom, ou supprimez d’abord l’ancien.',
    },
    'not-found': {
      what: 'Rien n’existe sous ce nom.',
      remedy: 'L’élément a peut-être été supprimé : consultez de nouveau la liste.',
    },
    'hub-not-running': {
      what: 'Le hub n’est pas actif.',
      remedy: 'Démarrez Loom ; cette page se connecte d’elle-même.',
    },
    'hub-already-running': {
      what: 'Un hub est déjà actif.',
      remedy: 'Utilisez celui-ci, ou arrêtez-le d’abord.',
    },
    'hub-stopping': {
      what: 'Le hub s’arrête.',
      remedy: 'Attendez qu’il soit de nouveau actif ; cette page se connecte d’elle-même.',
    },
    'hub-restarted': {
      what: 'Le hub a redémarré pendant l’appel.',
      remedy: 'Réessayez ; on ignore si l’appel a eu un effet.',
    },
    'hub-paused': {
      what: 'Tous les serveurs sont en pause.',
      remedy: 'Appuyez sur « Reprendre » en bas de la barre latérale.',
    },
    'unsafe-listener': {
      what: 'Le hub serait ouvert au réseau sans token.',
      remedy: 'Sous Paramètres, réglez http.address sur 127.0.0.1 ou http.auth.type sur token.',
    },
    'address-in-use': {
      what: 'Un autre programme utilise l’adresse du hub.',
      remedy: 'Choisissez un autre port pour http.address sous Paramètres, puis redémarrez le hub.',
    },
    'unsafe-directory': {
      what: 'Un dossier de Loom est ouvert à d’autres utilisateurs.',
      remedy: 'Réservez-vous ce dossier, ou indiquez-en un autre dans LOOM_HOME.',
    },
    'server-failed': {
      what: 'Le serveur est en échec.',
      remedy: 'L’onglet « Journal » de sa page montre sa dernière sortie.',
    },
    'server-crashed': {
      what: 'Le serveur s’est arrêté de façon inattendue.',
      remedy:
        'Il redémarre de lui-même ; l’onglet « Journal » de sa page montre sa dernière sortie.',
    },
    'server-timeout': {
      what: 'Le serveur n’a pas répondu à temps.',
      remedy:
        'Consultez l’onglet « Journal » de sa page, ou accordez-lui plus de temps dans son onglet « Paramètres ».',
    },
    'server-disabled': {
      what: 'Le serveur est désactivé.',
      remedy: 'Activez-le sur la page Serveurs.',
    },
    'server-unavailable': {
      what: 'Le serveur est inutilisable pour l’instant.',
      remedy: 'Réparez ce qui est indiqué, puis redémarrez le serveur.',
    },
    'server-busy': { what: 'Le serveur est surchargé.', remedy: 'Réessayez dans un instant.' },
    'server-protocol': {
      what: 'Le serveur ne respecte pas le protocole.',
      remedy: 'Cherchez une version plus récente, ou prévenez ses auteurs.',
    },
    'unknown-reference': {
      what: 'Une référence ne mène nulle part.',
      remedy: 'Définissez ce qu’elle nomme, ou corrigez-la dans la définition du serveur.',
    },
    'unknown-profile': {
      what: 'Ce profil n’existe pas.',
      remedy: 'Ajoutez-le sur la page Profils, ou choisissez-en un autre.',
    },
    'message-too-large': {
      what: 'Un message était trop grand.',
      remedy: 'Demandez moins, ou augmentez limits.max_message sous Paramètres.',
    },
    'too-many-sessions': {
      what: 'Trop de clients sont connectés.',
      remedy: 'Fermez-en quelques-uns, ou augmentez http.max_sessions sous Paramètres.',
    },
    'input-refused': {
      what: 'Le serveur n’a pas reçu ce qu’il demandait.',
      remedy: 'Rappelez-le et autorisez ce que le serveur demande.',
    },
    'host-refused': {
      what: 'Le hub refuse cette adresse.',
      remedy: 'Ouvrez la console à l’adresse http://127.0.0.1 ou http://localhost.',
    },
    'origin-refused': {
      what: 'Le hub refuse les appels de cette page web.',
      remedy: 'Ajoutez son adresse à http.allowed_origins sous Paramètres.',
    },
    'no-console-session': {
      what: 'Cette fenêtre n’a pas accès au hub.',
      remedy: 'Rouvrez la console avec un nouveau lien de Loom.',
    },
    unauthorized: {
      what: 'Il manque un token valide.',
      remedy: 'Créez un token sous Secrets et tokens, et donnez-le au client.',
    },
    'too-many-attempts': {
      what: 'Des tokens erronés ont été présentés trop souvent.',
      remedy: 'Donnez au client un token valide ; créez-en un sous Secrets et tokens.',
    },
    'profile-refused': {
      what: 'Le token n’est pas destiné à ce profil.',
      remedy: 'Utilisez le profil du token, ou créez un token pour celui-ci.',
    },
    'tool-failed': {
      what: 'L’outil a signalé un échec.',
      remedy: 'Lisez ce qu’il dit, corrigez les arguments, puis rappelez-le.',
    },
    'vault-locked': {
      what: 'Le coffre est verrouillé.',
      remedy: 'Déverrouillez-le ; ce qui attend un secret reprend alors de lui-même.',
    },
    'vault-unavailable': {
      what: 'Le coffre est inaccessible.',
      remedy:
        'Réparez ce qui est indiqué, ou choisissez un autre stockage : vault.type sous Paramètres.',
    },
    'vault-damaged': {
      what: 'Le coffre est endommagé.',
      remedy: 'Remettez sa dernière version intacte.',
    },
    'vault-read-only': {
      what: 'Le coffre est en lecture seule.',
      remedy: 'Choisissez un autre stockage : vault.type sous Paramètres.',
    },
    'secret-too-large': {
      what: 'Le secret est trop grand pour le coffre.',
      remedy: 'Gardez-le dans un fichier, et donnez au serveur le chemin de ce fichier.',
    },
    'invalid-secret-name': {
      what: 'Un secret ne peut pas porter ce nom.',
      remedy: 'Choisissez-en un autre, par exemple GITHUB_TOKEN.',
    },
    'sign-in-needed': {
      what: 'Le serveur demande une connexion.',
      remedy: 'Connectez-vous sur la page du serveur.',
    },
    'sign-in-failed': {
      what: 'La connexion a échoué.',
      remedy: 'Connectez-vous de nouveau sur la page du serveur.',
    },
    'missing-secret': {
      what: 'Il manque un secret.',
      remedy: 'Définissez-le sous Secrets et tokens.',
    },
    'invalid-client-file': {
      what: 'Le fichier d’un client contient une erreur.',
      remedy: 'Corrigez le fichier, ou laissez son client le faire ; Loom n’y a pas touché.',
    },
    'invalid-bundle': {
      what: 'Le paquet est inutilisable.',
      remedy: 'Téléchargez-le de nouveau, ou demandez à son auteur ; rien n’a été extrait.',
    },
    'file-changed': {
      what: 'Quelque chose a changé entre-temps.',
      remedy: 'Regardez de nouveau, puis confirmez.',
    },
    'file-busy': {
      what: 'Un autre programme utilise le fichier.',
      remedy: 'Réessayez dans un instant, ou quittez d’abord le client.',
    },
    'unknown-client': {
      what: 'Loom ne connaît pas ce client.',
      remedy: 'La page Clients montre tous ceux qu’il connaît.',
    },
    'not-expressible': {
      what: 'Le fichier du client ne peut pas contenir cela.',
      remedy: 'Connectez plutôt le client par Loom, sur la page Clients.',
    },
    'undo-conflict': {
      what: 'Le fichier a changé depuis : impossible de revenir en arrière.',
      remedy: 'Modifiez le fichier à la main ; la page du client montre ce qui a été écrit.',
    },
    'secret-in-use': {
      what: 'Le secret est utilisé.',
      remedy: 'Retirez d’abord les références, ou supprimez-le malgré tout.',
    },
  },
};
