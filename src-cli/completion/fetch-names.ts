import type { Context } from '../context.ts';
import { plainText } from '../output/style.ts';
import type { Candidate, NameKind } from './complete-words.ts';

/** Longer than this, and the person at the keyboard has typed it by hand. */
const patienceMs = 1500;

/**
 * Names from the running hub. A key press must start nothing, so tools come from the cached surface
 * of each server; and it must not fail loudly, so without a hub there are simply no names.
 */
export async function fetchNames(context: Context, kind: NameKind): Promise<Candidate[]> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const { hub } = context;
    if (kind === 'secret') {
      const secrets = await hub.secrets.list(undefined, { signal });
      return secrets.map(({ name, usedBy }) => ({ name, description: usedBy.join(', ') }));
    }
    if (kind === 'token') {
      const tokens = await hub.auth.list(undefined, { signal });
      return tokens.map(({ name, profile }) => ({ name, description: profile }));
    }
    const servers = await hub.servers.list(undefined, { signal });
    if (kind === 'server') {
      return servers.map(({ id, title, target }) => ({
        name: id,
        description: firstLine(title ?? target),
      }));
    }
    const seen = servers.filter(({ surface }) => surface);
    const details = await Promise.all(seen.map(({ id }) => hub.servers.get({ id }, { signal })));
    return details.flatMap(({ tools }) =>
      tools.map(({ name, description }) => ({ name, description: firstLine(description ?? '') })),
    );
  } catch {
    return [];
  }
}

function firstLine(text: string): string {
  return plainText(text).trim().split('\n')[0]?.replaceAll('\t', ' ') ?? '';
}
