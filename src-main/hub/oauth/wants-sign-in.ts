import { LoomError } from '../../../src-shared/errors.ts';

/**
 * @param isOver - there was a sign-in, and it is of no use any more.
 * @param hasKeys - its entry has headers of its own, which may be what it does not like.
 */
export function wantsSignIn(
  server: string,
  { isOver, hasKeys = false }: { isOver: boolean; hasKeys?: boolean },
): LoomError {
  const text = isOver
    ? `server "${server}" does not take its sign-in any more`
    : `server "${server}" wants you to sign in (it answered 401)`;
  const other = hasKeys ? 'Correct its headers if they are to say who you are. Else sign' : 'Sign';
  const remedy = `${other} in: \`loom sign-in ${server}\`. The server then goes on by itself.`;
  return new LoomError('sign-in-needed', text, { server, remedy });
}

/** @param scopes - as the server writes them. */
export function wantsMoreScopes(server: string, scopes: readonly string[]): LoomError {
  const names = scopes.slice(0, 10).map((scope) => scope.slice(0, 60));
  const what = names.length > 0 ? ` (${names.join(', ')})` : '';
  const text = `server "${server}" wants more rights for this than its sign-in has${what}`;
  const remedy = `Sign in again: \`loom sign-in ${server}\` asks for them, too.`;
  return new LoomError('sign-in-needed', text, { server, remedy });
}

/** Of a server that is only tried. */
export function wantsSignInOnceAdded(server: string): LoomError {
  return new LoomError('sign-in-needed', `server "${server}" wants you to sign in`, {
    server,
    remedy: 'Add it, then sign in on its page.',
  });
}

/** Somebody brings an answer that nobody waits for. */
export function nothingBegun(server: string): LoomError {
  return new LoomError('usage', 'No sign-in waits for a browser any more.', {
    server,
    remedy: 'Begin it again.',
  });
}
