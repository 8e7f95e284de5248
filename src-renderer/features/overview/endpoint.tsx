import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../state/messages.tsx';
import { CopyLine } from '../../ui/copy-line.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './endpoint.module.css';

/** What to put into a client by hand. */
export function Endpoint({ endpoint }: { endpoint: HubState['endpoint'] }) {
  const { endpoint: words } = useMessages().overview;
  const command = (endpoint.proxy ?? ['loom', 'proxy']).map(quoted).join(' ');
  return (
    <Section id="endpoint" title={words.title} aside={words.aside}>
      <dl className={classes.list}>
        <div>
          <dt>{words.command}</dt>
          <dd>
            <CopyLine name={words.commandName} text={command} />
          </dd>
        </div>
        <div>
          <dt>{words.url}</dt>
          <dd>
            {endpoint.http ? <CopyLine name={words.urlName} text={endpoint.http} /> : words.httpOff}
          </dd>
          {endpoint.http && (
            <dd className={classes.note}>
              {endpoint.asksForToken === false ? words.noToken : words.token}
            </dd>
          )}
        </div>
      </dl>
    </Section>
  );
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(argument) ? argument : JSON.stringify(argument);
}
