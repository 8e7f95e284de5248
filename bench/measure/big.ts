// Large messages, and what happens above the configured limit.
import { answerLength, answerText, type Channel } from '../load/channel.ts';
import { ask, latencies, timeOf } from '../load/drive.ts';
import { bigCall, call, type Exchange, echo } from '../load/messages.ts';
import { type Row, Samples } from '../row.ts';
import { createSubjects } from '../subjects/index.ts';
import { fast, fastOf } from '../subjects/servers.ts';
import {
  liftedStdio,
  loweredHttp,
  modernHttp,
  modernStdio,
  openOn,
  openStdio,
  type Way,
} from '../subjects/ways.ts';
import type { Effort, Group } from './group.ts';

const million = 1_000_000;
/** Of a proxy and a hub, each takes a message whole before it goes on: three times the way. */
const asLegacy = { kind: 'value', of: 'loom', atMost: 70 } as const;
const twiceDirect = { kind: 'ratio', of: 'loom', to: 'direct', atMost: 2 } as const;
const modernWays = [modernStdio, modernHttp, liftedStdio, loweredHttp];

export const big: Group = {
  rows: [
    'result-10',
    'result-60',
    'request-30',
    ...modernWays.map(({ id }) => `result-10-${id}`),
    'above-limit',
  ],
  async measure(effort) {
    const rows = await measureSizes(effort);
    for (const way of modernWays) rows.push(await measureWay(way, effort));
    return [...rows, await measureAboveLimit()];
  },
};

async function measureSizes(effort: Effort): Promise<Row[]> {
  const samples = new Samples();
  await using subjects = await createSubjects({ servers: fast });
  const open: { name: string; channel: Channel; tool(name: string): string }[] = [];
  for (const subject of subjects.all) {
    await subject.startHub();
    const { channel } = await openStdio(subject);
    open.push({ name: subject.name, channel, tool: (name) => subject.toolName('fast', name) });
  }
  for (let round = 0; round < effort(12, 4); round++) {
    for (const { name, channel, tool } of open) {
      const ms = await timeOfResult(channel, call(tool('blob'), { bytes: 10 * million }));
      if (round > 0) samples.add('result-10', name, ms);
    }
  }
  for (let round = 0; round < effort(3, 1); round++) {
    for (const { name, channel, tool } of open) {
      const result = call(tool('blob'), { bytes: 60 * million });
      samples.add('result-60', name, await timeOfResult(channel, result));
      samples.add('request-30', name, await timeOfRequest(channel, tool('count'), 30 * million));
    }
  }
  for (const { channel } of open) await channel.close();
  const works = { kind: 'works', failure: '' } as const;
  return [
    {
      id: 'result-10',
      what: '10 MB result',
      unit: 'ms',
      series: samples.of('result-10'),
      budget: asLegacy,
    },
    row('result-60', '60 MB result', samples),
    row('request-30', '30 MB request', samples),
  ];

  function row(id: string, what: string, from: Samples): Row {
    return { id, what, unit: 'ms', series: from.of(id), budget: works };
  }
}

/**
 * A result where somebody speaks the modern era. The client reads it as every client must, whatever
 * is between: against a direct pipe whose bytes nobody looks at a second hop is always twice.
 */
async function measureWay(way: Way, effort: Effort): Promise<Row> {
  const id = `result-10-${way.id}`;
  const samples = new Samples();
  await using subjects = await createSubjects({ servers: fastOf(way.server) });
  const open: { name: string; channel: Channel; exchange: Exchange }[] = [];
  for (const subject of subjects.all) {
    await subject.startHub();
    const tool = subject.toolName('fast', 'blob');
    const exchange = call(tool, { bytes: 10 * million }, way.client);
    open.push({ name: subject.name, channel: await openOn(subject, way, 'blob'), exchange });
  }
  for (let round = 0; round < effort(12, 4); round++) {
    for (const { name, channel, exchange } of open) {
      const ms = await timeOfReading(channel, exchange);
      if (round > 0) samples.add(id, name, ms);
    }
  }
  for (const { channel } of open) await channel.close();
  return {
    id,
    what: `10 MB result, until it is read, ${way.what}`,
    unit: 'ms',
    series: samples.of(id),
    budget: way.carrier === 'http' ? twiceDirect : asLegacy,
  };
}

async function timeOfReading(channel: Channel, blob: Exchange): Promise<number> {
  const start = performance.now();
  const answer = await ask(channel, blob);
  const { result } = JSON.parse(answerText(answer));
  const ms = performance.now() - start;
  const { length } = result.content[0].text;
  if (length !== 10 * million) throw new Error(`not 10 MB: ${length}`);
  return ms;
}

/** Of a call of `blob`; throws where the result is not whole. */
async function timeOfResult(channel: Channel, blob: Exchange): Promise<number> {
  const bytes = Number(/"bytes":(\d+)/.exec(blob.text(0))?.[1]);
  const { ms, answer } = await timeOf(channel, blob);
  const length = answerLength(answer);
  if (!(length >= bytes && length <= bytes + 200))
    throw new Error(`not ${bytes} bytes: ${answerText(answer).slice(0, 1000)}`);
  return ms;
}

/** The tool says how long the line was that reached it. */
async function timeOfRequest(channel: Channel, tool: string, bytes: number): Promise<number> {
  const { ms, answer } = await timeOf(channel, bigCall(tool, channel.nextId(), bytes));
  const [counted] = /\d{8,}/.exec(answerText(answer)) ?? [];
  if (Number(counted) < bytes) throw new Error(`not counted: ${answerText(answer)}`);
  return ms;
}

/** A result and a request past the limit: a clear error for whoever asked, nothing for others. */
async function measureAboveLimit(): Promise<Row> {
  const samples = new Samples();
  await using subjects = await createSubjects({ servers: fast, maxMessage: '16MB' });
  const { loom } = subjects;
  await loom.startHub();
  const { channel } = await openStdio(loom);
  const { channel: other } = await openStdio(loom);
  const tool = (name: string) => loom.toolName('fast', name);
  await ask(channel, echo(tool('echo')));

  const tooLong = bigCall(tool('count'), channel.nextId(), 20 * million);
  const othersCalls = latencies(other, echo(tool('echo')), 2_000);
  const failure = [
    await complaintAbout(channel, call(tool('blob'), { bytes: 20 * million }), 'the result'),
    await complaintAbout(channel, tooLong, 'the request'),
  ].join('');
  const times = await othersCalls;
  samples.add('above-limit', 'loom', Math.max(...times));
  await ask(channel, echo(tool('echo')));
  await channel.close();
  await other.close();
  return {
    id: 'above-limit',
    what: 'above the limit: a clear error, nobody else harmed',
    unit: 'ms',
    series: samples.of('above-limit'),
    budget: { kind: 'works', failure },
    note: "the longest of another client's calls meanwhile",
  };
}

/** Empty where the answer says what was too long. */
async function complaintAbout(
  channel: Channel,
  request: Exchange | Buffer,
  what: string,
): Promise<string> {
  const text = answerText(await ask(channel, request)).slice(0, 1000);
  return /longer than/.test(text) ? '' : `${what}: ${text} `;
}
