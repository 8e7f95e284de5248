import type { InstanceView, ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { CutMiddle } from '../../../ui/cut-middle.tsx';
import { Explained } from '../../../ui/explained.tsx';
import { StateMark, type Tone } from '../../../ui/state-mark.tsx';
import table from '../../../ui/table.module.css';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import { useMemory } from '../use-memory.ts';

/** What runs of a server now, for whom, and until when. */
export function ProcessesTab({ server }: { server: ServerView }) {
  const { processes: words, tabs } = useMessages().servers;
  const { ofPid } = useMemory();
  const { instances, health } = server;
  if (instances.length === 0) {
    return <Explained what={health.phase === 'idle' ? words.none : words.noneFailed} />;
  }
  return (
    <table className={table.table} aria-label={tabs.processes}>
      <thead>
        <tr>
          <th scope="col">{words.state}</th>
          <th scope="col">{words.serves}</th>
          <th scope="col">{words.era}</th>
          <th scope="col" className={table.number}>
            {words.pid}
          </th>
          <th scope="col" className={table.number}>
            {words.sessions}
          </th>
          <th scope="col" className={table.number}>
            {words.inFlight}
          </th>
          <th scope="col" className={table.number}>
            {words.memory}
          </th>
          <th scope="col" className={table.number}>
            {words.since}
          </th>
          <th scope="col" className={table.number}>
            {words.stops}
          </th>
        </tr>
      </thead>
      <tbody>
        {instances.map((instance) => (
          <ProcessRow
            key={`${instance.key} ${instance.pid}`}
            instance={instance}
            memory={ofPid(instance.pid)}
          />
        ))}
      </tbody>
    </table>
  );
}

const tones: Record<InstanceView['state']['phase'], Tone> = {
  starting: 'working',
  ready: 'ok',
  stopping: 'working',
};

function ProcessRow({ instance, memory }: { instance: InstanceView; memory: number | undefined }) {
  const { processes: words } = useMessages().servers;
  const { number, bytes } = useFormats();
  const { key, state, era, pid, sessions, callsInFlight, stopsAt } = instance;
  return (
    <tr>
      <td>
        <StateMark tone={tones[state.phase]} word={words.phases[state.phase]} />
      </td>
      <td>
        <CutMiddle text={key} />
      </td>
      <td>{era}</td>
      <td className={table.number}>{pid === undefined ? words.remote : <code>{pid}</code>}</td>
      <td className={table.number}>{number(sessions)}</td>
      <td className={table.number}>{number(callsInFlight)}</td>
      <td className={table.number}>{memory === undefined ? null : bytes(memory)}</td>
      <td className={table.number}>
        <TimeAgo at={state.since} />
      </td>
      <td className={table.number}>{stopsAt === undefined ? null : <TimeAgo at={stopsAt} />}</td>
    </tr>
  );
}
