import type { LoomErrorCode } from '../../../src-shared/errors.ts';

interface Said {
  what: string;
  remedy: string;
}

/** What the hub fails with, for who sits at the console: what happened, and what to do here. */
export const hub = {
  /** Names the hub's own text, which is English. */
  detail: 'What the hub says',
  errors: {
    internal: {
      what: 'Something in Loom itself went wrong.',
      remedy:
        'Try again. If it happens again, download the diagnostics on the Doctor page for a bug report.',
    },
    usage: {
      what: 'The hub cannot take this input.',
      remedy: 'Correct what is named, then try again.',
    },
    'invalid-registry': {
      what: 'registry.yaml has a mistake.',
      remedy: 'Correct what is named; the file is read again as soon as it is saved.',
    },
    'invalid-config': {
      what: 'config.yaml has a mistake.',
      remedy: 'Correct what is named, in the file or under Settings.',
    },
    'file-unreadable': {
      what: 'A file cannot be read.',
      remedy: 'Check that the file exists and that you may read it.',
    },
    'file-unwritable': {
      what: 'A file cannot be written.',
      remedy: 'Check the disk space and the file’s permissions.',
    },
    'name-taken': {
      what: 'This name is taken.',
      remedy: 'Choose another name, or remove the old one first.',
    },
    'not-found': {
      what: 'There is nothing by this name.',
      remedy: 'It may have been removed: look at the list again.',
    },
    'hub-not-running': {
      what: 'The hub is not running.',
      remedy: 'Start Loom; this page connects by itself.',
    },
    'hub-already-running': {
      what: 'A hub is running already.',
      remedy: 'Use that one, or stop it first.',
    },
    'hub-stopping': {
      what: 'The hub is stopping.',
      remedy: 'Wait until it runs again; this page connects by itself.',
    },
    'hub-restarted': {
      what: 'The hub was restarted during the call.',
      remedy: 'Try again; whether the call took effect is unknown.',
    },
    'hub-paused': {
      what: 'All servers are paused.',
      remedy: 'Press Resume at the foot of the sidebar.',
    },
    'unsafe-listener': {
      what: 'The hub would be open to the network without a token.',
      remedy: 'Under Settings, set http.address to 127.0.0.1, or http.auth.type to token.',
    },
    'address-in-use': {
      what: 'Another program uses the hub’s address.',
      remedy: 'Choose another port for http.address under Settings, then restart the hub.',
    },
    'unsafe-directory': {
      what: 'A folder of Loom’s is open to other users.',
      remedy: 'Make the folder yours alone, or set LOOM_HOME to one that is.',
    },
    'server-failed': {
      what: 'The server failed.',
      remedy: 'The Log tab of its page shows its last output.',
    },
    'server-crashed': {
      what: 'The server ended unexpectedly.',
      remedy: 'It restarts by itself; the Log tab of its page shows its last output.',
    },
    'server-timeout': {
      what: 'The server did not answer in time.',
      remedy: 'Look at the Log tab of its page, or give it more time on its Settings tab.',
    },
    'server-disabled': {
      what: 'The server is disabled.',
      remedy: 'Enable it on the Servers page.',
    },
    'server-unavailable': {
      what: 'The server cannot be used now.',
      remedy: 'Repair what is named, then restart the server.',
    },
    'server-busy': { what: 'The server has too much to do.', remedy: 'Try again in a moment.' },
    'server-protocol': {
      what: 'The server does not keep to the protocol.',
      remedy: 'Look for a newer version of it, or tell its authors.',
    },
    'unknown-reference': {
      what: 'A reference leads nowhere.',
      remedy: 'Set what it names, or correct it in the server’s definition.',
    },
    'unknown-profile': {
      what: 'There is no such profile.',
      remedy: 'Add it on the Profiles page, or choose another one.',
    },
    'message-too-large': {
      what: 'A message was too large.',
      remedy: 'Ask for less, or raise limits.max_message under Settings.',
    },
    'too-many-sessions': {
      what: 'Too many clients are connected.',
      remedy: 'Close some of them, or raise http.max_sessions under Settings.',
    },
    'input-refused': {
      what: 'The server did not get what it asked for.',
      remedy: 'Call it again and allow what the server asks for.',
    },
    'host-refused': {
      what: 'The hub refuses this address.',
      remedy: 'Open the console at http://127.0.0.1 or http://localhost.',
    },
    'origin-refused': {
      what: 'The hub refuses calls from this web page.',
      remedy: 'Add its address to http.allowed_origins under Settings.',
    },
    'no-console-session': {
      what: 'This window has no access to the hub.',
      remedy: 'Open the console anew with a fresh link, as Loom makes one.',
    },
    unauthorized: {
      what: 'A valid token is missing.',
      remedy: 'Create a token under Secrets & tokens, and give it to the client.',
    },
    'too-many-attempts': {
      what: 'Wrong tokens were presented too often.',
      remedy: 'Give the client a valid token; create one under Secrets & tokens.',
    },
    'profile-refused': {
      what: 'The token is not for this profile.',
      remedy: 'Use the token’s own profile, or create a token for this one.',
    },
    'tool-failed': {
      what: 'The tool reported a failure.',
      remedy: 'Look at what it says, correct the arguments, then call it again.',
    },
    'vault-locked': {
      what: 'The vault is locked.',
      remedy: 'Unlock it; what waits for a secret then goes on by itself.',
    },
    'vault-unavailable': {
      what: 'The vault cannot be reached.',
      remedy: 'Repair what is named, or choose another store: vault.type under Settings.',
    },
    'vault-damaged': { what: 'The vault is damaged.', remedy: 'Put back its last good version.' },
    'vault-read-only': {
      what: 'The vault cannot be written.',
      remedy: 'Choose another store: vault.type under Settings.',
    },
    'secret-too-large': {
      what: 'The secret is too large for the vault.',
      remedy: 'Keep it in a file, and give the server that file’s path.',
    },
    'invalid-secret-name': {
      what: 'This cannot be a secret’s name.',
      remedy: 'Choose another one, such as GITHUB_TOKEN.',
    },
    'sign-in-needed': {
      what: 'The server asks you to sign in.',
      remedy: 'Sign in on the server’s page.',
    },
    'sign-in-failed': {
      what: 'Signing in did not work.',
      remedy: 'Sign in once more on the server’s page.',
    },
    'missing-secret': { what: 'A secret is missing.', remedy: 'Set it under Secrets & tokens.' },
    'invalid-client-file': {
      what: 'A client’s file has a mistake.',
      remedy: 'Mend the file, or let its client do it; Loom has not touched it.',
    },
    'invalid-bundle': {
      what: 'The bundle cannot be used.',
      remedy: 'Download it again, or ask its maker; nothing was unpacked.',
    },
    'file-changed': {
      what: 'Something has changed meanwhile.',
      remedy: 'Look at it again, then confirm it.',
    },
    'file-busy': {
      what: 'Another program is using the file.',
      remedy: 'Try again in a moment, or quit the client first.',
    },
    'unknown-client': {
      what: 'Loom does not know this client.',
      remedy: 'The Clients page shows all that it knows.',
    },
    'not-expressible': {
      what: 'The client’s file cannot hold this.',
      remedy: 'Connect the client through Loom instead, on the Clients page.',
    },
    'undo-conflict': {
      what: 'The file was changed since, so this cannot be taken back.',
      remedy: 'Change the file by hand; the client’s page shows what was written.',
    },
    'secret-in-use': {
      what: 'The secret is in use.',
      remedy: 'Take out the references to it first, or remove it all the same.',
    },
  } satisfies Record<LoomErrorCode, Said>,
};
