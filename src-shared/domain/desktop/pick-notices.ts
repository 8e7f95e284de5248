import type { HubState } from '../hub-state.ts';

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

/** What of the state is news: each trouble once, however often it comes and goes. */
export function pickNotices(
  known: KnownTroubles,
  state: HubState,
  now: number,
): { known: KnownTroubles; fresh: Notice[] } {
  const recent = [...known].filter(([, seenAt]) => now - seenAt < forgottenAfterMs);
  const next = new Map(recent);
  const notices = troublesOf(state);
  const fresh = notices.filter(({ key }) => !next.has(key));
  for (const { key } of notices) next.set(key, now);
  return { known: next, fresh };
}

/** Several at once are one: undefined for none. */
export function joinNotices(notices: readonly Notice[]): Notice | undefined {
  const [first, ...others] = notices;
  if (!first || others.length === 0) return first;
  return {
    key: 'several',
    title: `${notices.length} things need attention`,
    body: notices
      .map(({ title }) => title)
      .join('\n')
      .slice(0, longestBody),
    path: '/',
  };
}

function troublesOf({ servers, clients }: HubState): Notice[] {
  return [
    ...servers.flatMap(({ id, health }) => {
      const path = `/servers/${encodeURIComponent(id)}`;
      if (health.phase === 'failed') {
        const body = health.error.slice(0, longestBody);
        return [{ key: `failed ${id}`, title: `${id} failed`, body, path }];
      }
      if (health.phase !== 'waiting') return [];
      const { awaits, remedy } = health;
      const title = `${id} waits for ${awaits}`;
      return [{ key: `waiting ${id} ${awaits}`, title, body: remedy.slice(0, longestBody), path }];
    }),
    ...clients.flatMap(({ client, label, drifted }) =>
      drifted.map((target) => ({
        key: `drifted ${target}`,
        title: `${label} has lost its way to Loom`,
        body: "Something changed Loom's entry in its configuration.",
        path: `/clients/${encodeURIComponent(client)}`,
      })),
    ),
  ];
}
