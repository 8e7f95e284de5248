// The time of one call with no other under way, all processes on one CPU.
import type { Channel } from '../load/channel.ts';
import { latencies } from '../load/drive.ts';
import { echo } from '../load/messages.ts';
import { type Row, Samples } from '../row.ts';
import { median } from '../statistics.ts';
import { type Carrier, carriers, openOn } from '../subjects/carriers.ts';
import { createSubjects } from '../subjects/index.ts';
import { fast } from '../subjects/servers.ts';
import { onOneCpu } from '../system/affinity.ts';
import type { Effort, Group } from './group.ts';

export const latency: Group = {
  rows: carriers.map((carrier) => `call-${carrier}`),
  measure: (effort) =>
    onOneCpu(async () => {
      const rows: Row[] = [];
      for (const carrier of carriers) rows.push(await measureCarrier(carrier, effort));
      return rows;
    }),
};

async function measureCarrier(carrier: Carrier, effort: Effort): Promise<Row> {
  const id = `call-${carrier}`;
  const samples = new Samples();
  await using subjects = await createSubjects({ servers: fast });
  const open: { name: string; channel: Channel; exchange: ReturnType<typeof echo> }[] = [];
  for (const subject of subjects.all) {
    await subject.startHub();
    const channel = await openOn(subject, carrier);
    const exchange = echo(subject.toolName('fast', 'echo'));
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
    what: `call p50, ${carrier}, one CPU`,
    unit: 'ms',
    series: samples.of(id),
    budget: { kind: 'ratio', of: 'loom', to: 'floor', atMost: 1.5 },
  };
}
