import { useFormats, useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { Figure } from '../../ui/figure.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './figures.module.css';
import { sumProcesses } from './sum-processes.ts';

const refetchMs = 10_000;

/** What runs, what that takes, and what it would take if each client ran its own servers. */
export function Running() {
  const { running } = useMessages().overview;
  const formats = useFormats();
  const { data, error } = useHubQuery(['processes'], (hub) => hub.hub.processes(), { refetchMs });
  const sum = data && sumProcesses(data);
  const none = error ? running.none : undefined;
  const { processes = 0, memory } = data?.withoutLoom ?? {};
  return (
    <Section id="running" title={running.title}>
      <div className={classes.halves}>
        <div className={classes.figures}>
          <Figure
            label={running.processes}
            value={sum ? formats.number(sum.processes) : none}
            title={sum && running.parts(formats.number(sum.servers), formats.number(sum.proxies))}
            note={processes > 0 ? running.without(formats.number(processes)) : undefined}
            to="/servers"
          />
          <Figure
            label={running.memory}
            value={sum ? formats.bytes(sum.memory) : none}
            note={memory ? running.withoutMemory(formats.bytes(memory)) : undefined}
            to="/servers"
            search={{ sort: '-memory' }}
          />
        </div>
        <Cost />
      </div>
    </Section>
  );
}

/** What the tool lists cost a model, before it has done anything. */
function Cost() {
  const { overview, common } = useMessages();
  const { running } = overview;
  const formats = useFormats();
  const { data, error } = useHubQuery(['profiles'], (hub) => hub.profiles.list());
  const profile = data?.find(({ name }) => name === 'default');
  const none = data || error ? running.none : undefined;
  return (
    <Figure
      label={running.cost}
      value={profile ? common.tokens(formats.compact(profile.tokens)) : none}
      note={profile && running.costNote(common.tools(profile.tools, formats.number(profile.tools)))}
      to="/profiles"
    />
  );
}
