import {
  isReservedSecretName,
  isSecretName,
  longestRecord,
  longestSecret,
  secretNameRule,
} from '../../../src-shared/domain/secret.ts';
import { LoomError } from '../../../src-shared/errors.ts';

/**
 * What no store takes, whatever it could hold itself. The errors repeat neither name nor value: what
 * was given as a name may be a secret in the wrong place.
 *
 * @throws LoomError `invalid-secret-name`, `secret-too-large` or `usage`.
 */
export function checkSecret(name: string, secret: string): void {
  if (!isSecretName(name)) {
    throw new LoomError('invalid-secret-name', `the name of a secret has ${secretNameRule}`);
  }
  const bytes = Buffer.byteLength(secret);
  const most = isReservedSecretName(name) ? longestRecord : longestSecret;
  if (bytes > most) {
    const text = `the secret ${name} has ${bytes} bytes, and ${most} are the most`;
    throw new LoomError('secret-too-large', text);
  }
  // Neither a process's environment nor a header can hold these.
  if (secret.includes('\0') || !secret.isWellFormed()) {
    throw new LoomError(
      'usage',
      `the secret ${name} is not text: it holds a NUL or half a character`,
      {
        remedy: 'Encode it as base64 first, if the server can take that.',
      },
    );
  }
}
