import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { Figure } from '../../ui/figure.tsx';
import { Section } from '../../ui/section.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import classes from './figures.module.css';

const hour = 3_600_000;
const refetchMs = 15_000;

/** The last hour in numbers; each leads to the rows that it counts. */
export function Figures({ state }: { state: HubState }) {
  const { figures } = useMessages().overview;
  const formats = useFormats();
  const { data } = useHubQuery(
    ['overview stats'],
    (hub) => hub.activity.stats({ filter: {}, spanMs: hour, buckets: 60 }),
    { refetchMs },
  );
  const all = data?.all;
  const time = (value: number | undefined) =>
    value === undefined ? figures.none : formats.duration(value);
  return (
    <Section id="figures" title={figures.title}>
      <div className={classes.figures}>
        <Figure label={figures.calls} value={formats.number(all?.calls ?? 0)} to="/activity" />
        <Figure
          label={figures.errors}
          value={formats.number(all?.errors ?? 0)}
          to="/activity"
          search={{ outcome: 'error,tool-error' }}
          {...(all && all.errors > 0 && { tone: 'failed' as const })}
        />
        <Figure label={figures.median} value={time(all?.p50)} to="/activity" />
        <Figure label={figures.slow} value={time(all?.p95)} to="/activity" />
        <Cost />
        <Processes state={state} />
      </div>
      {all && all.calls > 0 && (
        <Sparkline
          label={figures.perMinute}
          values={data.buckets.map(({ calls }) => calls)}
          failed={data.buckets.map(({ errors }) => errors)}
        />
      )}
    </Section>
  );
}

/** What the hub and its servers take, and what they would take if each client ran its own. */
function Processes({ state }: { state: HubState }) {
  const { figures } = useMessages().overview;
  const formats = useFormats();
  const { data } = useHubQuery(['processes'], (hub) => hub.hub.processes(), { refetchMs });
  const running = state.servers.flatMap(({ instances }) => instances).length;
  const memory = data?.children.reduce((sum, child) => sum + (child.memory ?? 0), data.hubMemory);
  const without = data?.withoutLoom;
  return (
    <>
      <Figure
        label={figures.processes}
        value={formats.number(running)}
        to="/servers"
        note={without && figures.without(formats.number(without.processes))}
      />
      <Figure
        label={figures.memory}
        value={memory === undefined ? figures.none : formats.bytes(memory)}
        to="/servers"
        note={
          without?.memory === undefined
            ? undefined
            : figures.withoutMemory(formats.bytes(without.memory))
        }
      />
    </>
  );
}

/** What the tool lists cost a model, before it has done anything. */
function Cost() {
  const { overview, common } = useMessages();
  const { figures } = overview;
  const formats = useFormats();
  const { data } = useHubQuery(['profiles'], (hub) => hub.profiles.list());
  const profile = data?.find(({ name }) => name === 'default');
  return (
    <Figure
      label={figures.cost}
      value={profile ? common.tokens(formats.compact(profile.tokens)) : figures.none}
      note={figures.costNote}
      to="/profiles"
    />
  );
}
