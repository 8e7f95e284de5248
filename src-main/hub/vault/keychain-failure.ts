import { LoomError } from '../../../src-shared/errors.ts';

/**
 * What the keychain says where it needs its owner. The library gives every failure the same code and
 * tells them apart by text alone: that of the Secret Service, of macOS (errSecInteractionNotAllowed,
 * errSecUserCanceled, errSecAuthFailed) and of Windows (ERROR_NO_SUCH_LOGON_SESSION).
 */
const locked = [
  /^Couldn't access platform storage/,
  /IsLocked|object locked/,
  /User interaction is not allowed/,
  /User canceled|user canceled/,
  /user name or passphrase you entered is not correct/,
];

/** A failure of the keychain in Loom's terms, from the text that its library gave. */
export function keychainFailure(text: string): LoomError {
  if (locked.some((pattern) => pattern.test(text))) {
    return new LoomError('vault-locked', `the keychain is locked (${text})`, {
      remedy: unlock,
      remedyId: 'unlock-keychain',
    });
  }
  return new LoomError('vault-unavailable', `there is no keychain to be used here: ${text}`, {
    remedy:
      'Log in to a desktop session, or keep secrets in an encrypted file: `vault: { type: file }` in config.yaml.',
    remedyId: 'use-secrets-file',
  });
}

/** Somebody has to answer a prompt first; until then nothing else is asked. */
export function noAnswer(): LoomError {
  const text = 'the keychain does not answer; it may be waiting for its password';
  return new LoomError('vault-locked', text, { remedy: unlock, remedyId: 'unlock-keychain' });
}

const unlock =
  'Unlock it; what waits for a secret then goes on by itself. Where nobody can: `vault: { type: file }` in config.yaml.';
