import { isSecretName } from '../../../src-shared/domain/secret.ts';
import type { TextLeaf } from './text-leaf.ts';

/** A secret by what calls it so and where it stands: `servers`, the server, the field's keys. */
export interface NameableSecret {
  name: string;
  leaf: Pick<TextLeaf, 'path'>;
}

/**
 * Names that a secret in a server's definition may have in the vault, the best first: as its variable
 * is called, else after its server and what holds it; then the same with a number, for ever.
 */
export function* secretNames(server: string, found: NameableSecret): Generator<string> {
  const { path } = found.leaf;
  const ofServer = toName(`${server}_${found.name || path.slice(2).join('_')}`);
  if (path[2] === 'env') yield toName(String(path[3]));
  yield ofServer;
  for (let number = 2; ; number++) yield `${ofServer}_${number}`;
}

/** A name that references can hold. */
function toName(text: string): string {
  const name = text
    .toUpperCase()
    .replace(/[^A-Z0-9_]+/g, '_')
    .replace(/^_+(?=.)|_+$/g, '')
    .replace(/^(?=\d)/, '_')
    .slice(0, 120);
  return isSecretName(name) ? name : 'SECRET';
}
