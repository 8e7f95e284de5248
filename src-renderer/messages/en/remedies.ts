import type { RemedyId } from '../../../src-shared/remedies.ts';

/** What to do, where it is more to the point than what is said of the error. */
export const remedies = {
  'set-secret': 'Set it under Secrets & tokens; the server then starts by itself.',
  'unlock-keychain':
    'Unlock the system’s keychain; what waits for a secret then goes on by itself.',
  'use-secrets-file': 'Log in to a desktop session, or choose file for vault.type under Settings.',
  'set-master-key': 'Set LOOM_MASTER_KEY where the hub is started, then start the hub again.',
  'restore-vault':
    'Put back its previous version: the file beside it that ends in .bak, or your own copy.',
  'restore-key':
    'Put the key file back, or set LOOM_MASTER_KEY to the key where the hub is started.',
  'open-project': 'Start the client in a project folder.',
  'update-loom': 'Update Loom.',
  'reinstall-loom': 'Install Loom again.',
  'correct-folder':
    'Correct the working directory in the server’s definition, or create the folder.',
  'correct-command': 'Correct the command in the server’s definition, or install it.',
  'correct-address': 'Correct the URL, the kind or the headers in the server’s definition.',
  'correct-entry': 'Correct the definition; nothing was written.',
  'check-credentials': 'Check the server’s headers and the secrets that they refer to.',
  'make-executable': 'Make the file executable, or give its interpreter as the command.',
  'install-node':
    'Install Node.js (https://nodejs.org), or give the command’s full path in the server’s definition.',
  'install-python':
    'Install Python (https://www.python.org), or give the command’s full path in the server’s definition.',
  'install-uv':
    'Install uv (https://docs.astral.sh/uv), or give the command’s full path in the server’s definition.',
  'install-docker':
    'Install Docker (https://docs.docker.com/get-docker), or give the command’s full path in the server’s definition.',
  'install-command': 'Install the program, or give its full path in the server’s definition.',
  'install-interpreter':
    'Install the interpreter, or give it as the command and the file as its first argument.',
  'repair-and-restart': 'Repair what is named, then restart the server.',
  'try-again': 'Try again in a moment.',
  'effect-unknown': 'Try again; whether the call took effect is unknown.',
  'raise-call-timeout': 'Give calls more time on the Settings tab of the server’s page.',
  'choose-value': 'Choose another value; nothing was written.',
  'choose-name': 'Choose another name.',
  'choose-profile': 'Choose one of the profiles that there are, or add it on the Profiles page.',
  'edit-by-hand': 'Edit the file by hand; it is read again as soon as it is saved.',
  'restore-registry': 'Put the file back, or make an empty one to have no servers.',
  'read-files-again':
    'After editing the file, have the files read again on the Overview page or in the palette.',
  'run-checks-again': 'Run the checks again.',
  'connect-again': 'Connect the client again on its page under Clients.',
  'use-proxy': 'Connect it through the proxy instead; that needs no token.',
  'turn-on-in-client': 'Turn the entry on in the client.',
  'revoke-tokens': 'Revoke the tokens that nobody uses.',
  'make-kept-token': 'Create a token whose text the vault keeps, under Secrets & tokens.',
  'renew-clients-token':
    'A client may hold a token that was revoked: give it a new one. Otherwise somebody guesses.',
  'turn-on-http': 'Turn http.enabled on under Settings, then start the hub again.',
  'fill-in': 'Fill it in first.',
  'output-says-why': 'What it wrote says why.',
  'run-in-terminal': 'It wrote nothing. Run the same command in a terminal to see more.',
  'other-version': 'Look for a newer Loom, or for another version of the server.',
  'correct-era':
    'Take the era out of the server’s definition; Loom then finds out by itself how it speaks.',
} satisfies Record<RemedyId, string>;
