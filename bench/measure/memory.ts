// Memory as the share of each process in what is mapped (PSS). Node's program file alone is 25 MB of
// it where nothing else runs on Node, and nearly nothing where much does: the notes leave it out.
import { throughput } from '../load/drive.ts';
import { echo } from '../load/messages.ts';
import { type Row, Samples } from '../row.ts';
import { median } from '../statistics.ts';
import { createSubjects } from '../subjects/index.ts';
import { fast } from '../subjects/servers.ts';
import type { Launched, Subject } from '../subjects/subject.ts';
import { openStdio } from '../subjects/ways.ts';
import { hasProcessFacts, type Memory, memoryOf } from '../system/process-facts.ts';
import { pause } from '../system/processes.ts';
import type { Effort, Group } from './group.ts';

const clients = 50;

export const memory: Group = {
  rows: ['memory-idle', 'memory-loaded', 'memory-client'],
  async measure(effort) {
    if (!hasProcessFacts) return [];
    const samples = new Samples();
    for (let round = 0; round < effort(3, 1); round++) {
      await using subjects = await createSubjects({ servers: fast });
      for (const subject of [subjects.floor, subjects.loom]) {
        await measureSubject(subject, samples, effort);
      }
    }
    const row = (id: string, what: string, atMost: number): Row => ({
      id,
      what,
      unit: 'MB',
      series: samples.of(id),
      budget: { kind: 'value', of: 'loom', atMost },
      note: `without Node's program file ${describe(samples.of(ownOf(id)))}`,
    });
    return [
      row('memory-idle', 'memory (PSS) of hub and one proxy, idle', 55),
      row('memory-loaded', 'the same, loaded: after seconds of calls, 64 in flight', 75),
      row('memory-client', `memory (PSS) of one more client among ${clients}`, 10),
    ];
  },
};

async function measureSubject(subject: Subject, samples: Samples, effort: Effort): Promise<void> {
  await subject.startHub();
  const open = [await openStdio(subject)];
  await pause(1_000);
  const add = (id: string, { pss, own }: Memory) => {
    samples.add(id, subject.name, pss);
    samples.add(ownOf(id), subject.name, own);
  };
  add('memory-idle', sum(subject, open));
  add('memory-client', await costOfOneMore(subject, open, effort));
  const [first] = open;
  const exchange = echo(subject.toolName('fast', 'echo'));
  if (first) await throughput(first.channel, exchange, { inFlight: 64, forMs: effort(4000, 1500) });
  add('memory-loaded', sum(subject, open));
  for (const { channel } of open) await channel.close();
  await subject.stopHub();
}

/** Opens 50 clients; their proxies count, and what the hub needs for them. Leaves the first open. */
async function costOfOneMore(subject: Subject, open: Launched[], effort: Effort): Promise<Memory> {
  const wanted = effort(clients, 12);
  while (open.length < wanted) open.push(await openStdio(subject));
  await pause(1_000);
  const one = sum(subject, open.slice(0, 1));
  const all = sum(subject, open);
  for (const { channel } of open.splice(1)) await channel.close();
  return {
    pss: (all.pss - one.pss) / (wanted - 1),
    own: (all.own - one.own) / (wanted - 1),
  };
}

function sum(subject: Subject, launched: readonly Launched[]): Memory {
  const total = { pss: 0, own: 0 };
  for (const pid of [subject.hubPid(), ...launched.map(({ pid }) => pid)]) {
    if (pid === undefined) continue;
    const { pss, own } = memoryOf(pid);
    total.pss += pss;
    total.own += own;
  }
  return total;
}

/** The samples beside a row's: the same without what is shared. */
function ownOf(id: string): string {
  return `${id}-own`;
}

function describe(series: Row['series']): string {
  const parts = Object.entries(series).map(
    ([name, values]) => `${name} ${median(values).toFixed(1)} MB`,
  );
  return parts.join(', ');
}
