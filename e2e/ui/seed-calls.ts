/** A log of calls as the hub's own code writes it, without the time that the calls would take. */
import { join } from 'node:path';
import { batchOf, type MadeCall } from '../../src-main/hub/activity/testing/calls.ts';
import { openStore } from '../../src-main/hub/activity/testing/open-store.ts';
import { createHome, type HomeOptions, type TestHome, writeFiles } from '../harness/home.ts';

const atOnce = 2_000;

/** A home whose hub finds these calls, the oldest first, when it starts. */
export async function createHomeWithCalls(
  calls: readonly Partial<MadeCall>[],
  options: HomeOptions = {},
): Promise<TestHome> {
  const home = await createHome(options);
  await writeFiles(home.home, { config: {}, ...options });
  using opened = openStore({ file: join(home.home, 'activity.db') });
  for (let start = 0; start < calls.length; start += atOnce) {
    opened.store.write(batchOf(calls.slice(start, start + atOnce)), 0);
  }
  return home;
}

const minute = 60_000;

/** `count` ordinary calls up to now, each named by its place: 0 is the oldest. */
export function ordinaryCalls(
  count: number,
  make: (place: number) => Partial<MadeCall> = () => ({}),
): Partial<MadeCall>[] {
  const end = Date.now() - minute;
  return Array.from({ length: count }, (_call, place) => ({
    at: end - (count - place) * 10,
    server: 'echo',
    name: 'echo',
    args: JSON.stringify({ place }),
    ...make(place),
  }));
}
