import { Link } from '@tanstack/react-router';
import type { HubClient } from '../../../state/carrier.ts';
import { useLive } from '../../../state/hub.tsx';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useHealth } from '../../../state/use-health.ts';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { Button } from '../../../ui/button.tsx';
import { HealthMark } from '../../../ui/health-mark.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Section } from '../../../ui/section.tsx';
import list from '../../../ui/tool-list.module.css';
import classes from './one.module.css';
import { Trouble } from './trouble.tsx';

/** As many as are seen at a glance. */
const shownTools = 8;

/** What was added, how it is, and what to do with it: use one of its tools. */
export function Added({ server: id, onAgain }: { server: string; onAgain(): void }) {
  const { presets: words } = useMessages();
  const { state } = useLive();
  const server = state?.servers.find((one) => one.id === id);
  const health = useHealth();
  const said = server && health(server);
  const tools = useTools(id, server?.surface?.tools);
  const [first] = tools;
  return (
    <div className={classes.added}>
      <h2>{words.addedTitle(id)}</h2>
      {said && (
        <div className={classes.result}>
          <HealthMark tone={said.tone} word={said.word} why={said.why} />
          {said.trouble && <Trouble server={server} trouble={said.trouble} />}
        </div>
      )}
      <p className={classes.quiet}>{words.addedWhy}</p>
      <div className={classes.buttons}>
        <LinkButton
          to="/playground"
          search={first ? { tool: first.name } : {}}
          look={first ? 'primary' : 'normal'}
        >
          {words.openPlayground}
        </LinkButton>
        <LinkButton to={`/servers/${id}`}>{words.openServer}</LinkButton>
        {state?.clients.length === 0 && <LinkButton to="/clients">{words.connect}</LinkButton>}
        <Button look="quiet" onClick={onAgain}>
          {words.addAnother}
        </Button>
      </div>
      {server && !server.surface && !said?.trouble && (
        <p className={classes.quiet}>{words.lookingFor}</p>
      )}
      {tools.length > 0 && <Tools id={id} tools={tools} />}
    </div>
  );
}

/** @param count - of tools, once they are known. */
function useTools(server: string, count: number | undefined): readonly Tool[] {
  const { data } = useHubQuery(['tools of', server, count], (hub) => hub.tools.list({ server }), {
    enabled: count !== undefined,
  });
  return data ?? [];
}

type Tool = Awaited<ReturnType<HubClient['tools']['list']>>[number];

function Tools({ id, tools }: { id: string; tools: readonly Tool[] }) {
  const { presets: words } = useMessages();
  const { number } = useFormats();
  const rest = tools.length - shownTools;
  return (
    <Section id="use" title={words.useTool}>
      <ul className={`${list.list} ${classes.uses}`}>
        {tools.slice(0, shownTools).map(({ name, definition }) => (
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
