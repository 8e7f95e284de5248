import { Link } from '@tanstack/react-router';
import { useLive } from '../../../state/hub.tsx';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useHealth } from '../../../state/use-health.ts';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { Button } from '../../../ui/button.tsx';
import { HealthMark } from '../../../ui/health-mark.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Section } from '../../../ui/section.tsx';
import classes from './one.module.css';

/** As many as are seen at a glance. */
const shownTools = 8;

/** What was added, how it is, and what to do with it: use one of its tools. */
export function Added({ server: id, onAgain }: { server: string; onAgain(): void }) {
  const { presets: words } = useMessages();
  const { state } = useLive();
  const server = state?.servers.find((one) => one.id === id);
  const health = useHealth();
  const said = server && health(server);
  return (
    <div className={classes.added}>
      <h2>{words.addedTitle(id)}</h2>
      {said && (
        <div className={classes.result}>
          <HealthMark tone={said.tone} word={said.word} why={said.why} />
          {said.trouble && (
            <p className={classes.error}>
              {said.trouble.what}
              <span className={classes.quiet}>{said.trouble.remedy}</span>
            </p>
          )}
        </div>
      )}
      <p className={classes.quiet}>{words.addedWhy}</p>
      <div className={classes.buttons}>
        <LinkButton to={`/servers/${id}`}>{words.openServer}</LinkButton>
        <LinkButton to="/playground">{words.openPlayground}</LinkButton>
        {state?.clients.length === 0 && <LinkButton to="/clients">{words.connect}</LinkButton>}
        <Button look="quiet" onClick={onAgain}>
          {words.addAnother}
        </Button>
      </div>
      {server && <Tools id={id} known={server.surface?.tools} />}
    </div>
  );
}

function Tools({ id, known }: { id: string; known: number | undefined }) {
  const { presets: words } = useMessages();
  const { number } = useFormats();
  const { data } = useHubQuery(['tools of', id, known], (hub) => hub.tools.list({ server: id }), {
    enabled: known !== undefined,
  });
  if (known === undefined) return <p className={classes.quiet}>{words.lookingFor}</p>;
  if (!data || data.length === 0) return null;
  const rest = data.length - shownTools;
  return (
    <Section id="use" title={words.useTool}>
      <ul className={classes.tools}>
        {data.slice(0, shownTools).map(({ name, definition }) => (
          <li key={name}>
            <Link to="/playground" search={{ tool: name }}>
              <code>{name}</code>
            </Link>
            <span>{descriptionOf(definition)}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Link to={`/servers/${id}`} className={classes.quiet}>
          {words.moreTools(number(rest))}
        </Link>
      )}
    </Section>
  );
}

function descriptionOf(definition: unknown): string {
  const { description } = (definition ?? {}) as { description?: unknown };
  return typeof description === 'string' ? description : '';
}
