import { LoomError } from '../../../src-shared/errors.ts';

/** @param limit - the longest message that is taken, in bytes. */
export function messageTooLarge(limit: number): LoomError {
  const text = `the message is longer than the limit of ${sizeText(limit)}`;
  return new LoomError('message-too-large', text);
}

function sizeText(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return megabytes >= 1 ? `${Math.round(megabytes * 10) / 10} MB` : `${bytes} bytes`;
}
