/**
 * Twenty clients of both eras over every carrier share one hub and its servers, all at once: calls,
 * questions, progress, logs and resources, cancelled, timed out, crashed and reconnected. Each says a
 * secret in everything, and no byte of it may reach another.
 */
import { expect, test } from 'vitest';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { serverEntry, startHttpServer, startModernHttpServer } from '../../harness/servers.ts';
import { actions, type Came, crashes } from './secret-actions.ts';
import { createSecretClient, type SecretClient } from './secret-client.ts';

const clientCount = 20;
const actionsPerLane = 12;
/** What one client does at the same time. */
const lanes = 2;
/** Of the order of actions; what happens between processes is never the same twice. */
const seed = 20_260_728;

test('nobody ever gets a byte of what another said', { timeout: 240_000 }, async () => {
  await using remote = await startHttpServer();
  await using modernRemote = await startModernHttpServer();
  const servers = {
    echo: serverEntry('echo'),
    slow: serverEntry('slow'),
    asking: serverEntry('asking'),
    twin: serverEntry('twin'),
    crashing: serverEntry('crashing'),
    hasty: serverEntry('slow', [], { call_timeout: '200ms' }),
    modern: serverEntry('modern'),
    hastymodern: serverEntry('modern', ['--name', 'hasty'], { call_timeout: '200ms' }),
    remote: { transport: 'http', url: remote.url },
    modernhttp: { transport: 'http', url: modernRemote.url },
  };
  await using hub = await startHub({ servers });
  const clients: SecretClient[] = [];
  await using ends = new AsyncDisposableStack();
  ends.defer(async () => {
    for (const { connection } of clients) await connection.kill();
  });
  for (let index = 0; index < clientCount; index += 1) {
    clients.push(await createSecretClient(hub, index));
  }
  const tally = new Map<string, Record<Came, number>>();
  const crashing = crash(hub, clients, tally);
  await Promise.all(
    clients.flatMap((client, index) =>
      Array.from({ length: lanes }, (_, lane) =>
        live({ hub, client, tally, random: randomFrom(seed + index * lanes + lane) }),
      ),
    ),
  );
  await crashing;

  expect(leaksAmong(clients)).toEqual([]);
  // All of it happened, and everybody heard of themselves, in every way there is.
  for (const name of Object.keys(actions)) {
    const came = name.startsWith('hasty') ? 'refused' : 'answered';
    expect(tally.get(name)?.[came], name).toBeGreaterThan(0);
  }
  expect(notificationsWithOwnSecrets(clients)).toEqual([
    'notifications/message',
    'notifications/progress',
    'notifications/resources/updated',
    'notifications/subscriptions/acknowledged',
  ]);
  for (const client of clients) expect(bytesOf(client).join('\n')).toContain(client.secret);
});

interface Life {
  hub: TestHub;
  client: SecretClient;
  tally: Map<string, Record<Came, number>>;
  random: () => number;
}

async function live({ hub, client, tally, random }: Life): Promise<void> {
  const names = Object.keys(actions);
  for (let step = 0; step < actionsPerLane; step += 1) {
    const name = names[Math.floor(random() * names.length)] ?? '';
    note(tally, name, (await attempt(actions[name]?.(client, hub))) ?? 'refused');
  }
}

/** A connection that its client ended takes its calls with it. */
async function attempt(acting: Promise<Came> | undefined): Promise<Came | undefined> {
  try {
    return await acting;
  } catch (error) {
    if (/connection (has )?ended|aborted/.test(String(error))) return 'refused';
    throw error;
  }
}

/** Each server crashes once for each of two clients, while everybody calls it. */
async function crash(
  hub: TestHub,
  [one, two]: readonly SecretClient[],
  tally: Life['tally'],
): Promise<void> {
  for (const client of [one, two]) {
    for (const [name, action] of Object.entries(crashes)) {
      if (client) note(tally, name, (await attempt(action(client, hub))) ?? 'refused');
    }
  }
}

function note(tally: Life['tally'], name: string, came: Came): void {
  const counts = tally.get(name) ?? { answered: 0, refused: 0 };
  counts[came] += 1;
  tally.set(name, counts);
}

function leaksAmong(clients: readonly SecretClient[]): string[] {
  return clients.flatMap((client) => {
    const others = clients.filter((other) => other !== client);
    const bytes = bytesOf(client).map(legible);
    return others.flatMap((other) =>
      bytes
        .filter((line) => line.includes(other.secret))
        .map((line) => `${client.name} got a secret of ${other.name}: ${line.slice(0, 2_000)}`),
    );
  });
}

function notificationsWithOwnSecrets(clients: readonly SecretClient[]): string[] {
  const methods = clients.flatMap((client) =>
    bytesOf(client)
      .filter((line) => line.includes(client.secret))
      .flatMap((line) => /"method":"(notifications[^"]*)"/.exec(line)?.[1] ?? []),
  );
  return [...new Set(methods)].sort();
}

function bytesOf({ connections }: SecretClient): string[] {
  return connections.flatMap(({ received }) => received);
}

/** The line, and behind it whatever it holds in base64, such as the state of a request. */
function legible(line: string): string {
  const encoded = line.match(/[A-Za-z0-9_+/-]{40,}/g) ?? [];
  return [line, ...encoded.map((text) => Buffer.from(text, 'base64').toString('latin1'))].join(
    '\n',
  );
}

/** mulberry32: the same numbers for the same seed. */
function randomFrom(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
