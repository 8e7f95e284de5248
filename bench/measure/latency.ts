// The time of one call with no other under way, all processes on one CPU.
import type { Channel } from '../load/channel.ts';
import { latencies } from '../load/drive.ts';
import type { Exchange } from '../load/messages.ts';
import { type Row, Samples } from '../row.ts';
import { median } from '../statistics.ts';
import { createSubjects } from '../subjects/index.ts';
import { fastOf } from '../subjects/servers.ts';
import {
  echoOn,
  http,
  liftedStdio,
  loweredHttp,
  modernHttp,
  modernStdio,
  openOn,
  stdio,
  type Way,
} from '../subjects/ways.ts';
import { onOneCpu } from '../system/affinity.ts';
import type { Effort, Group } from './group.ts';

const ways = [stdio, http, modernStdio, modernHttp, liftedStdio, loweredHttp];

export const latency: Group = {
  rows: ways.map(({ id }) => `call-${id}`),
  measure: (effort) =>
    onOneCpu(async () => {
      const rows: Row[] = [];
      for (const way of ways) rows.push(await measureWay(way, effort));
      return rows;
    }),
};

async function measureWay(way: Way, effort: Effort): Promise<Row> {
  const id = `call-${way.id}`;
  const samples = new Samples();
  await using subjects = await createSubjects({ servers: fastOf(way.server) });
  const open: { name: string; channel: Channel; exchange: Exchange }[] = [];
  for (const subject of subjects.all) {
    await subject.startHub();
    const channel = await openOn(subject, way);
    const exchange = echoOn(subject, way);
    await latencies(channel, exchange, effort(10_000, 3_000));
    open.push({ name: subject.name, channel, exchange });
  }
  for (let round = 0; round < effort(15, 5); round++) {
    for (const { name, channel, exchange } of open) {
      samples.add(id, name, median(await latencies(channel, exchange, effort(1_500, 500))));
    }
  }
  for (const { channel } of open) await channel.close();
  return {
    id,
    what: `call p50, ${way.what}, one CPU`,
    unit: 'ms',
    series: samples.of(id),
    budget: { kind: 'ratio', of: 'loom', to: 'floor', atMost: 1.5 },
  };
}
