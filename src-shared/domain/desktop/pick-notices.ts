import type { HubState, ServerHealth } from '../hub-state.ts';
import type { DesktopWords } from './words/en.ts';

/** Something to tell a person who is not looking. */
export interface Notice {
  /** The same trouble has the same key. */
  key: string;
  title: string;
  body: string;
  /** Where in the console it can be mended. */
  path: string;
}

/** When each trouble was there last, in milliseconds since the epoch. */
export type KnownTroubles = ReadonlyMap<string, number>;

/** A trouble that was gone for so long is news when it comes back. */
const forgottenAfterMs = 10 * 60_000;
const longestBody = 200;

/** Which of them are news: each trouble once, however often it comes and goes. */
export function pickNotices(
  known: KnownTroubles,
  notices: readonly Notice[],
  now: number,
): { known: KnownTroubles; fresh: Notice[] } {
  const recent = [...known].filter(([, seenAt]) => now - seenAt < forgottenAfterMs);
  const next = new Map(recent);
  const fresh = notices.filter(({ key }) => !next.has(key));
  for (const { key } of notices) next.set(key, now);
  return { known: next, fresh };
}

/** Several at once are one: undefined for none. */
export function joinNotices(
  notices: readonly Notice[],
  words: DesktopWords['notices'],
): Notice | undefined {
  const [first, ...others] = notices;
  if (!first || others.length === 0) return first;
  return {
    key: 'several',
    title: words.several(notices.length),
    body: notices
      .map(({ title }) => title)
      .join('\n')
      .slice(0, longestBody),
    path: '/',
  };
}

/** All that needs attention now; what the hub says of it stays in the hub's words. */
export function noticesOf(
  { servers, clients }: HubState,
  words: DesktopWords['notices'],
): Notice[] {
  return [
    ...servers.flatMap(({ id, health }) => {
      const path = `/servers/${encodeURIComponent(id)}`;
      if (health.phase === 'failed') {
        const body = health.error.slice(0, longestBody);
        return [{ key: `failed ${id}`, title: words.failed(id), body, path }];
      }
      if (health.phase !== 'waiting') return [];
      const title = words.waits(id, lackOf(health, words.lacks));
      const body = health.remedy.slice(0, longestBody);
      return [{ key: `waiting ${id} ${health.awaits}`, title, body, path }];
    }),
    ...clients.flatMap(({ client, label, drifted }) =>
      drifted.map((target) => ({
        key: `drifted ${target}`,
        title: words.drifted(label),
        body: words.drift,
        path: `/clients/${encodeURIComponent(client)}`,
      })),
    ),
  ];
}

function lackOf(
  { lack, awaits }: Extract<ServerHealth, { phase: 'waiting' }>,
  words: DesktopWords['notices']['lacks'],
): string {
  switch (lack?.of) {
    case undefined:
      return awaits;
    case 'secret':
      return lack.name === undefined ? words.anySecret : words.secret(lack.name);
    case 'sign-in':
      return words.signIn;
    case 'store':
      return words[lack.store];
  }
}
