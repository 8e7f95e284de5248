// Many calls in flight: how many come through, and what they cost in CPU time of hub and proxy.
import type { Channel } from '../load/channel.ts';
import { throughput } from '../load/drive.ts';
import { echo } from '../load/messages.ts';
import { type Row, Samples } from '../row.ts';
import { type Carrier, carriers, openOn, openStdio } from '../subjects/carriers.ts';
import { createSubjects } from '../subjects/index.ts';
import { fast } from '../subjects/servers.ts';
import type { Subject } from '../subjects/subject.ts';
import { cpuSeconds, hasProcessFacts } from '../system/process-facts.ts';
import type { Effort, Group } from './group.ts';

const inFlights = [16, 64] as const;

export const load: Group = {
  rows: carriers.flatMap((carrier) => [
    ...inFlights.map((inFlight) => `rate-${inFlight}-${carrier}`),
    `cpu-${carrier}`,
  ]),
  async measure(effort) {
    const rows: Row[] = [];
    for (const carrier of carriers) rows.push(...(await measureCarrier(carrier, effort)));
    return rows;
  },
};

interface Client {
  subject: Subject;
  channel: Channel;
  /** Hub and proxy, where there are any. */
  pids: number[];
}

async function measureCarrier(carrier: Carrier, effort: Effort): Promise<Row[]> {
  const samples = new Samples();
  await using subjects = await createSubjects({ servers: fast });
  const clients: Client[] = [];
  for (const subject of subjects.all) {
    await subject.startHub();
    const client = await open(subject, carrier);
    await run(client, { inFlight: 64, forMs: effort(1500, 500) });
    clients.push(client);
  }
  for (let round = 0; round < effort(11, 3); round++) {
    for (const client of clients) {
      for (const inFlight of inFlights) {
        const { rate, cpu } = await run(client, { inFlight, forMs: effort(500, 250) });
        samples.add(`rate-${inFlight}-${carrier}`, client.subject.name, rate);
        if (inFlight === 16 && client.pids.length > 0)
          samples.add(`cpu-${carrier}`, client.subject.name, cpu);
      }
    }
  }
  for (const { channel } of clients) await channel.close();
  return [...inFlights.map((inFlight) => rateRow(carrier, inFlight, samples))].concat(
    hasProcessFacts ? [cpuRow(carrier, samples)] : [],
  );
}

async function open(subject: Subject, carrier: Carrier): Promise<Client> {
  const hub = subject.hubPid();
  if (carrier === 'http' || hub === undefined) {
    const channel = await openOn(subject, carrier);
    return { subject, channel, pids: hub === undefined ? [] : [hub] };
  }
  const { channel, pid } = await openStdio(subject);
  return { subject, channel, pids: [hub, pid] };
}

/** Calls a second, and CPU seconds of hub and proxy for 1000 calls. */
async function run(
  { subject, channel, pids }: Client,
  load: { inFlight: number; forMs: number },
): Promise<{ rate: number; cpu: number }> {
  const spent = () => (hasProcessFacts ? pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0) : 0);
  const before = spent();
  const { calls, seconds } = await throughput(
    channel,
    echo(subject.toolName('fast', 'echo')),
    load,
  );
  return { rate: calls / seconds, cpu: ((spent() - before) / calls) * 1000 };
}

function rateRow(carrier: Carrier, inFlight: number, samples: Samples): Row {
  const id = `rate-${inFlight}-${carrier}`;
  return {
    id,
    what: `calls/s, ${inFlight} in flight, ${carrier}`,
    unit: 'calls/s',
    series: samples.of(id),
    budget: { kind: 'ratio', of: 'loom', to: 'floor', atLeast: 0.7 },
  };
}

function cpuRow(carrier: Carrier, samples: Samples): Row {
  const id = `cpu-${carrier}`;
  return {
    id,
    what: `CPU of hub and proxy for 1000 calls, 16 in flight, ${carrier}`,
    unit: 'CPU s',
    series: samples.of(id),
    budget: { kind: 'ratio', of: 'loom', to: 'floor', atMost: 1.5 },
  };
}
