// What a user waits for when a client starts.
import { ask } from '../load/drive.ts';
import { initialize, initialized, listTools } from '../load/messages.ts';
import { type Row, Samples } from '../row.ts';
import { createSubjects, type Subjects } from '../subjects/index.ts';
import { fast, manyTools } from '../subjects/servers.ts';
import type { Subject } from '../subjects/subject.ts';
import type { Effort, Group } from './group.ts';

export const starting: Group = {
  rows: ['start-warm', 'start-cold', 'start-cold-http', 'list-cold'],
  async measure(effort) {
    return [await measureWarm(effort), ...(await measureCold(effort))];
  },
};

async function measureWarm(effort: Effort): Promise<Row> {
  const id = 'start-warm';
  const samples = new Samples();
  await using subjects = await createSubjects({ servers: fast });
  for (const subject of subjects.all) await subject.startHub();
  for (let round = 0; round < effort(21, 6); round++) {
    for (const subject of subjects.all) {
      const { initializeMs } = await startClient(subject, { list: false });
      // The first fills caches.
      if (round > 0) samples.add(id, subject.name, initializeMs);
    }
  }
  return {
    id,
    what: 'hub running: proxy start to `initialize` answered',
    unit: 'ms',
    series: samples.of(id),
    budget: { kind: 'ratio', of: 'loom', to: 'floor', atMost: 1.5 },
  };
}

/** Twenty servers are registered, and their surfaces are known from an earlier run. */
async function measureCold(effort: Effort): Promise<Row[]> {
  const samples = new Samples();
  await using subjects = await createSubjects({ servers: manyTools(20, 50) });
  await learn(subjects);
  for (let round = 0; round < effort(11, 3); round++) {
    for (const subject of subjects.all) {
      const { initializeMs, listMs } = await startClient(subject, { list: true });
      if (subject.name !== 'direct') {
        subject.adoptHub();
        await subject.stopHub();
        samples.add('start-cold-http', subject.name, await startOverHttp(subject));
      }
      samples.add('start-cold', subject.name, initializeMs);
      samples.add('list-cold', subject.name, listMs);
    }
  }
  const row = (id: string, what: string, atMost: number): Row => ({
    id,
    what,
    unit: 'ms',
    series: samples.of(id),
    budget: { kind: 'value', of: 'loom', atMost },
  });
  return [
    row('start-cold', 'cold hub to `initialize` answered, 20 servers, through the proxy', 180),
    row('start-cold-http', 'cold hub to `initialize` answered, 20 servers, HTTP', 180),
    row('list-cold', 'cold hub to the full list of 20 × 50 tools', 200),
  ];
}

/** Lets Loom see the servers once. */
async function learn({ loom }: Subjects): Promise<void> {
  await loom.startHub();
  await startClient(loom, { list: true });
  await loom.stopHub();
}

/** From launching to the last server's answers; ends the client again. */
async function startClient(
  subject: Subject,
  { list }: { list: boolean },
): Promise<{ initializeMs: number; listMs: number }> {
  const start = performance.now();
  const launched = subject.launch();
  await Promise.all(launched.map(({ channel }) => ask(channel, initialize)));
  const initializeMs = performance.now() - start;
  if (list) {
    await Promise.all(
      launched.map(({ channel }) => {
        channel.send(initialized);
        return ask(channel, listTools);
      }),
    );
  }
  const listMs = performance.now() - start;
  await Promise.all(launched.map(({ channel }) => channel.close()));
  return { initializeMs, listMs };
}

async function startOverHttp(subject: Subject): Promise<number> {
  const start = performance.now();
  const ready = subject.startHub();
  const channel = await subject.openHttp();
  await channel.initialize();
  const ms = performance.now() - start;
  await ready;
  await channel.close();
  await subject.stopHub();
  return ms;
}
