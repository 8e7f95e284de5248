import type { Messages } from '../messages.ts';

export const remedies: Messages['remedies'] = {
  'set-secret': 'Définissez-le sous Secrets et tokens ; le serveur démarre alors de lui-même.',
  'unlock-keychain':
    'Déverrouillez le trousseau du système ; ce qui attend un secret reprend alors de lui-même.',
  'use-secrets-file':
    'Ouvrez une session de bureau, ou choisissez file pour vault.type sous Paramètres.',
  'set-master-key': 'Définissez LOOM_MASTER_KEY là où le hub est démarré, puis redémarrez le hub.',
  'restore-vault':
    'Remettez sa version précédente : le fichier voisin qui se termine par .bak, ou votre propre copie.',
  'restore-key':
    'Remettez le fichier de clé, ou mettez la clé dans LOOM_MASTER_KEY là où le hub est démarré.',
  'open-project': 'Démarrez le client dans un dossier de projet.',
  'update-loom': 'Mettez Loom à jour.',
  'reinstall-loom': 'Réinstallez Loom.',
  'correct-folder':
    'Corrigez le répertoire de travail dans la définition du serveur, ou créez le dossier.',
  'correct-command': 'Corrigez la commande dans la définition du serveur, ou installez-la.',
  'correct-address': 'Corrigez l’URL, le type ou les en-têtes dans la définition du serveur.',
  'correct-entry': 'Corrigez la définition ; rien n’a été écrit.',
  'check-credentials': 'Vérifiez les en-têtes du serveur et les secrets auxquels ils se réfèrent.',
  'make-executable': 'Rendez le fichier exécutable, ou donnez son interpréteur comme commande.',
  'install-node':
    'Installez Node.js (https://nodejs.org), ou donnez le chemin complet de la commande dans la définition du serveur.',
  'install-python':
    'Installez Python (https://www.python.org), ou donnez le chemin complet de la commande dans la définition du serveur.',
  'install-uv':
    'Installez uv (https://docs.astral.sh/uv), ou donnez le chemin complet de la commande dans la définition du serveur.',
  'install-docker':
    'Installez Docker (https://docs.docker.com/get-docker), ou donnez le chemin complet de la commande dans la définition du serveur.',
  'install-command':
    'Installez le programme, ou donnez son chemin complet dans la définition du serveur.',
  'install-interpreter':
    'Installez l’interpréteur, ou donnez-le comme commande et le fichier comme premier argument.',
  'repair-and-restart': 'Réparez ce qui est indiqué, puis redémarrez le serveur.',
  'try-again': 'Réessayez dans un instant.',
  'effect-unknown': 'Réessayez ; on ignore si l’appel a eu un effet.',
  'raise-call-timeout':
    'Accordez plus de temps aux appels dans l’onglet « Paramètres » de la page du serveur.',
  'choose-value': 'Choisissez une autre valeur ; rien n’a été écrit.',
  'choose-name': 'Choisissez un autre nom.',
  'choose-profile': 'Choisissez l’un des profils existants, ou ajoutez-le sur la page Profils.',
  'edit-by-hand': 'Modifiez le fichier à la main ; il est relu dès qu’il est enregistré.',
  'restore-registry': 'Remettez le fichier, ou créez-en un vide pour n’avoir aucun serveur.',
  'read-files-again':
    'Après avoir modifié le fichier, faites relire les fichiers sur la page Vue d’ensemble.',
  'run-checks-again': 'Relancez les vérifications.',
  'connect-again': 'Reconnectez le client sur sa page, sous Clients.',
  'use-proxy': 'Connectez-le plutôt par le proxy, qui n’a pas besoin de token.',
  'turn-on-in-client': 'Activez l’entrée dans le client.',
  'revoke-tokens': 'Révoquez les tokens que personne n’utilise.',
  'make-kept-token': 'Créez sous Secrets et tokens un token dont le coffre conserve le texte.',
  'renew-clients-token':
    'Un client a peut-être un token révoqué : donnez-lui-en un nouveau. Sinon, quelqu’un essaie d’en deviner.',
  'turn-on-http': 'Activez http.enabled sous Paramètres, puis redémarrez le hub.',
  'fill-in': 'Remplissez-le d’abord.',
  'output-says-why': 'Ce qu’il a écrit dit pourquoi.',
  'run-in-terminal':
    'Il n’a rien écrit. Exécutez la même commande dans un terminal pour en voir plus.',
  'other-version': 'Cherchez un Loom plus récent, ou une autre version du serveur.',
  'correct-era':
    'Retirez era de la définition du serveur ; Loom découvre alors lui-même comment il parle.',
};
