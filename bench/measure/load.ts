// Many calls in flight: how many come through, and what they cost in CPU time of hub and proxy.
import type { Channel } from '../load/channel.ts';
import { throughput } from '../load/drive.ts';
import { type Row, Samples } from '../row.ts';
import { createSubjects } from '../subjects/index.ts';
import { fastOf } from '../subjects/servers.ts';
import type { Subject } from '../subjects/subject.ts';
import { echoOn, http, modernHttp, openOn, openStdio, stdio, type Way } from '../subjects/ways.ts';
import { cpuSeconds, hasProcessFacts } from '../system/process-facts.ts';
import type { Effort, Group } from './group.ts';

const inFlights = [16, 64] as const;
const ways = [stdio, http, modernHttp];

export const load: Group = {
  rows: ways.flatMap(({ id }) => [
    ...inFlights.map((inFlight) => `rate-${inFlight}-${id}`),
    `cpu-${id}`,
  ]),
  async measure(effort) {
    const rows: Row[] = [];
    for (const way of ways) rows.push(...(await measureWay(way, effort)));
    return rows;
  },
};

interface Client {
  subject: Subject;
  way: Way;
  channel: Channel;
  /** Hub and proxy, where there are any. */
  pids: number[];
}

async function measureWay(way: Way, effort: Effort): Promise<Row[]> {
  const samples = new Samples();
  await using subjects = await createSubjects({ servers: fastOf(way.server) });
  const clients: Client[] = [];
  for (const subject of subjects.all) {
    await subject.startHub();
    const client = await open(subject, way);
    await run(client, { inFlight: 64, forMs: effort(1500, 500) });
    clients.push(client);
  }
  for (let round = 0; round < effort(11, 3); round++) {
    for (const client of clients) {
      for (const inFlight of inFlights) {
        const { rate, cpu } = await run(client, { inFlight, forMs: effort(500, 250) });
        samples.add(`rate-${inFlight}-${way.id}`, client.subject.name, rate);
        if (inFlight === 16 && client.pids.length > 0)
          samples.add(`cpu-${way.id}`, client.subject.name, cpu);
      }
    }
  }
  for (const { channel } of clients) await channel.close();
  return [...inFlights.map((inFlight) => rateRow(way, inFlight, samples))].concat(
    hasProcessFacts ? [cpuRow(way, samples)] : [],
  );
}

async function open(subject: Subject, way: Way): Promise<Client> {
  const hub = subject.hubPid();
  if (way.carrier === 'http' || hub === undefined) {
    const channel = await openOn(subject, way);
    return { subject, way, channel, pids: hub === undefined ? [] : [hub] };
  }
  const { channel, pid } = await openStdio(subject, way);
  return { subject, way, channel, pids: [hub, pid] };
}

/** Calls a second, and CPU seconds of hub and proxy for 1000 calls. */
async function run(
  { subject, way, channel, pids }: Client,
  load: { inFlight: number; forMs: number },
): Promise<{ rate: number; cpu: number }> {
  const spent = () => (hasProcessFacts ? pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0) : 0);
  const before = spent();
  const { calls, seconds } = await throughput(channel, echoOn(subject, way), load);
  return { rate: calls / seconds, cpu: ((spent() - before) / calls) * 1000 };
}

function rateRow(way: Way, inFlight: number, samples: Samples): Row {
  const id = `rate-${inFlight}-${way.id}`;
  return {
    id,
    what: `calls/s, ${inFlight} in flight, ${way.what}`,
    unit: 'calls/s',
    series: samples.of(id),
    budget: { kind: 'ratio', of: 'loom', to: 'floor', atLeast: 0.7 },
  };
}

function cpuRow(way: Way, samples: Samples): Row {
  const id = `cpu-${way.id}`;
  return {
    id,
    what: `CPU of hub and proxy for 1000 calls, 16 in flight, ${way.what}`,
    unit: 'CPU s',
    series: samples.of(id),
    budget: { kind: 'ratio', of: 'loom', to: 'floor', atMost: 1.5 },
  };
}
