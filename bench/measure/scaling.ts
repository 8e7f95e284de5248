// The hub's cost as servers, tools and sessions grow. On the hub's socket and without a proxy, whose
// cost does not depend on any of these; a small and a large hub run side by side and alternate.
import type { Channel } from '../load/channel.ts';
import { ask, latencies } from '../load/drive.ts';
import { type Exchange, echo, listTools } from '../load/messages.ts';
import { type Row, Samples } from '../row.ts';
import { median } from '../statistics.ts';
import { createSubjects, type Subjects } from '../subjects/index.ts';
import { fast, manyFast, manyTools } from '../subjects/servers.ts';
import { onOneCpu } from '../system/affinity.ts';
import type { Effort, Group } from './group.ts';

/** The noise that "constant" and "linear" may have. */
const tolerance = 1.25;

export const scaling: Group = {
  rows: ['scale-servers', 'scale-tools', 'scale-list', 'scale-sessions'],
  measure: (effort) =>
    onOneCpu(async () => [
      await measureServers(effort),
      ...(await measureTools(effort)),
      await measureSessions(effort),
    ]),
};

async function measureServers(effort: Effort): Promise<Row> {
  await using small = await createSubjects({ servers: manyFast(2) });
  await using large = await createSubjects({ servers: manyFast(20) });
  const variants = new Map<string, Channel>();
  for (const [name, subjects, count] of [
    ['2', small, 2],
    ['20', large, 20],
  ] as const) {
    const channel = await openHub(subjects);
    for (let index = 0; index < count; index++) await ask(channel, echo(`fast_${index}__echo`));
    variants.set(name, channel);
  }
  return constantCall('scale-servers', 'call p50 with 2 and 20 servers running', {
    series: await alternate(variants, echo('fast_0__echo'), effort),
    from: '2',
    to: '20',
  });
}

async function measureTools(effort: Effort): Promise<Row[]> {
  await using small = await createSubjects({ servers: { ...fast, ...manyTools(1, 50) } });
  await using middle = await createSubjects({ servers: { ...fast, ...manyTools(10, 50) } });
  await using large = await createSubjects({ servers: { ...fast, ...manyTools(20, 50) } });
  const variants = new Map<string, Channel>();
  for (const [name, subjects] of [
    ['50', small],
    ['500', middle],
    ['1000', large],
  ] as const) {
    const channel = await openHub(subjects);
    await ask(channel, listTools);
    variants.set(name, channel);
  }
  const calls = await alternate(variants, echo('fast__echo'), effort);
  const lists = await alternate(variants, listTools, effort);
  return [
    constantCall('scale-tools', 'call p50 with 50, 500 and 1000 tools', {
      series: calls,
      from: '50',
      to: '1000',
    }),
    {
      id: 'scale-list',
      what: '`tools/list` of 50, 500 and 1000 tools, at most linear',
      unit: 'ms',
      series: lists,
      budget: { kind: 'ratio', of: '1000', to: '50', atMost: 20 * tolerance },
    },
  ];
}

async function measureSessions(effort: Effort): Promise<Row> {
  await using subjects = await createSubjects({ servers: fast });
  const samples = new Samples();
  await subjects.loom.startHub();
  const channels: Channel[] = [];
  const id = 'scale-sessions';
  const sessions = [1, 10, 50];
  for (const count of sessions) {
    while (channels.length < count) channels.push(await openSession(subjects));
    for (const channel of channels) await ask(channel, echo('fast__echo'));
    const [first] = channels;
    if (!first) break;
    if (count === 1) await latencies(first, echo('fast__echo'), effort(10_000, 3_000));
    for (let round = 0; round < effort(9, 4); round++) {
      const times = await latencies(first, echo('fast__echo'), effort(1_000, 500));
      samples.add(id, String(count), median(times));
    }
  }
  for (const channel of channels) await channel.close();
  return constantCall(id, 'call p50 with 1, 10 and 50 sessions open', {
    series: samples.of(id),
    from: '1',
    to: '50',
  });
}

function constantCall(
  id: string,
  what: string,
  { series, from, to }: { series: Row['series']; from: string; to: string },
): Row {
  const budget = { kind: 'ratio', of: to, to: from, atMost: tolerance } as const;
  return { id, what, unit: 'ms', series, budget };
}

async function openHub(subjects: Subjects): Promise<Channel> {
  await subjects.loom.startHub();
  return openSession(subjects);
}

async function openSession({ loom }: Subjects): Promise<Channel> {
  const channel = await loom.openSocket();
  await channel.initialize();
  return channel;
}

async function alternate(
  variants: ReadonlyMap<string, Channel>,
  exchange: Exchange,
  effort: Effort,
): Promise<Row['series']> {
  const samples = new Samples();
  const count = exchange === listTools ? 20 : effort(1_000, 500);
  for (const channel of variants.values()) await latencies(channel, exchange, count * 5);
  for (let round = 0; round < effort(11, 4); round++) {
    for (const [name, channel] of variants) {
      samples.add('', name, median(await latencies(channel, exchange, count)));
    }
  }
  return samples.of('');
}
