import { LoomError } from '../../../src-shared/errors.ts';

/** A file that is no bundle, or none that Loom unpacks; `what` begins with the place in it. */
export function invalidBundle(what: string, remedy?: string): LoomError {
  return new LoomError('invalid-bundle', what, remedy === undefined ? {} : { remedy });
}

/** A name out of a bundle, as it may be shown: short, on one line, with nothing that hides in it. */
export function quoted(name: string): string {
  const short = name.length > 120 ? `${name.slice(0, 120)}…` : name;
  return JSON.stringify(short.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '�'));
}
