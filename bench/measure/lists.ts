// A full list when no server runs: Loom answers from its cache.

import { answerLength, type Channel } from '../load/channel.ts';
import { ask, timeOf } from '../load/drive.ts';
import { listTools } from '../load/messages.ts';
import { Samples } from '../row.ts';
import { median } from '../statistics.ts';
import { createSubjects } from '../subjects/index.ts';
import { manyTools } from '../subjects/servers.ts';
import type { Launched } from '../subjects/subject.ts';
import type { Group } from './group.ts';

export const lists: Group = {
  rows: ['list-cached'],
  async measure(effort) {
    const samples = new Samples();
    await using subjects = await createSubjects({ servers: manyTools(20, 50) });
    const open: { name: string; channels: Channel[] }[] = [];
    let bytes = 0;
    for (const subject of subjects.all) {
      await subject.startHub();
      let launched = await initialized(subject.launch());
      bytes = await listAll(launched);
      if (subject.name === 'loom') {
        await launched[0]?.channel.close();
        await subject.stopHub();
        await subject.startHub();
        launched = await initialized(subject.launch());
      }
      open.push({ name: subject.name, channels: launched.map(({ channel }) => channel) });
    }
    for (let round = 0; round < effort(15, 4); round++) {
      for (const { name, channels } of open) {
        const times: number[] = [];
        for (let index = 0; index < 10; index++) times.push(await timeOfAll(channels));
        if (round > 0) samples.add('list-cached', name, median(times));
      }
    }
    for (const { channels } of open) for (const channel of channels) await channel.close();
    return [
      {
        id: 'list-cached',
        what: `\`tools/list\`, 20 × 50 tools (${Math.round(bytes / 1000)} KB), Loom's servers stopped`,
        unit: 'ms',
        series: samples.of('list-cached'),
        budget: { kind: 'ratio', of: 'loom', to: 'floor', atMost: 1.5 },
      },
    ];
  },
};

async function initialized(launched: Launched[]): Promise<Launched[]> {
  await Promise.all(launched.map(({ channel }) => channel.initialize()));
  return launched;
}

async function listAll(launched: Launched[]): Promise<number> {
  const answers = await Promise.all(launched.map(({ channel }) => ask(channel, listTools)));
  return answers.reduce((sum, answer) => sum + answerLength(answer), 0);
}

/** A client without a hub asks every server. */
async function timeOfAll(channels: readonly Channel[]): Promise<number> {
  const times = await Promise.all(channels.map((channel) => timeOf(channel, listTools)));
  return Math.max(...times.map(({ ms }) => ms));
}
