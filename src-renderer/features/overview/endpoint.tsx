import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { CopyLine } from '../../ui/copy-line.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './endpoint.module.css';

/** What to put into a client. */
export function Endpoint({ endpoint }: { endpoint: HubState['endpoint'] }) {
  const command = (endpoint.proxy ?? ['loom', 'proxy']).map(quoted).join(' ');
  return (
    <Section id="endpoint" title="Endpoint" aside="Every client reaches every server here.">
      <dl className={classes.list}>
        <div>
          <dt>Command, for clients that start their servers</dt>
          <dd>
            <CopyLine name="command" text={command} />
          </dd>
        </div>
        <div>
          <dt>URL, for clients that speak HTTP</dt>
          <dd>
            {endpoint.http ? (
              <CopyLine name="URL" text={endpoint.http} />
            ) : (
              <>
                Off: <code>http.enabled</code> is false in config.yaml.
              </>
            )}
          </dd>
        </div>
      </dl>
    </Section>
  );
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(argument) ? argument : JSON.stringify(argument);
}
