import { LoomError } from '../../../src-shared/errors.ts';
import type { RemedyId } from '../../../src-shared/remedies.ts';

/** What can be wrong with the file of secrets, each with what to do. None of them changes a file. */

export function damaged(path: string): LoomError {
  const text = `${path} is damaged or was changed by somebody else; it is left as it is`;
  return failure('vault-damaged', path, text, [putBack(path), 'restore-vault']);
}

export function wrongKey(path: string, source: string): LoomError {
  const text = `${path} does not open with the key in ${source}`;
  const remedy = `Use the key that it was made with. Where that is the right one, the file is damaged. ${putBack(path)}`;
  return failure('vault-damaged', path, text, [remedy]);
}

export function gone(path: string): LoomError {
  const text = `${path} is gone, and its previous version is still there`;
  const remedy = `${putBack(path)} To begin anew, remove ${path}.bak.`;
  return failure('vault-damaged', path, text, [remedy, 'restore-vault']);
}

export function newer(path: string): LoomError {
  const text = `${path} was written by a newer version of Loom`;
  return failure('vault-unavailable', path, text, ['Update Loom.', 'update-loom']);
}

export function needsPassphrase(path: string): LoomError {
  const text = `${path} is locked by a passphrase, and LOOM_MASTER_KEY is not set`;
  const remedy = 'Set LOOM_MASTER_KEY where the hub is started.';
  return failure('vault-locked', path, text, [remedy, 'set-master-key']);
}

export function takesNoPassphrase(path: string): LoomError {
  const text = `${path} was not made with a passphrase, and LOOM_MASTER_KEY is one`;
  const remedy =
    'Start the hub without LOOM_MASTER_KEY, give the file that passphrase with `loom secret rekey`, then start it with LOOM_MASTER_KEY.';
  return failure('vault-locked', path, text, [remedy]);
}

export function noKey(path: string, keyPath: string): LoomError {
  const text = `${path} cannot be opened: its key ${keyPath} is missing`;
  const remedy = 'Put the key back, or set LOOM_MASTER_KEY to it.';
  return failure('vault-locked', path, text, [remedy, 'restore-key']);
}

function putBack(path: string): string {
  return `Put back its previous version: ${path}.bak, or your own copy.`;
}

function failure(
  code: 'vault-damaged' | 'vault-locked' | 'vault-unavailable',
  file: string,
  text: string,
  [remedy, remedyId]: [string, RemedyId?],
): LoomError {
  return new LoomError(code, text, { place: { file }, remedy, remedyId });
}
