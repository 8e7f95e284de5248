import { LoomError } from '../../../src-shared/errors.ts';
import type { ClientHello } from '../../../src-shared/wire/hello.ts';

const texts = ['version', 'client', 'cwd', 'project', 'profile'] as const;
/** Longer than any path or name. */
const longestText = 8 * 1024;

/**
 * What a client says of itself is shown to people and becomes part of keys and of servers' command
 * lines, so it must be what it claims to be.
 *
 * @throws LoomError 'usage' for a line that is no greeting, or one with a member of a wrong type.
 */
export function checkHello(hello: ClientHello | undefined): ClientHello {
  if (!hello) throw new LoomError('usage', 'the connection did not start with a hello line');
  for (const name of texts) {
    const value: unknown = hello[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || value.length > longestText || value.includes('\0'))
      throw new LoomError('usage', `the hello line's "${name}" is no text, or too long`);
  }
  if (hello.pid !== undefined && !Number.isSafeInteger(hello.pid))
    throw new LoomError('usage', 'the hello line\'s "pid" is no number');
  return hello;
}
