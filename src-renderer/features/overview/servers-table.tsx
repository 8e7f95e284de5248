import type { ServerView } from '../../../src-shared/domain/hub-state.ts';
import { CopyLine } from '../../ui/copy-line.tsx';
import { Section } from '../../ui/section.tsx';
import table from '../../ui/table.module.css';
import { ServerRow } from './server-row.tsx';
import classes from './servers-table.module.css';

interface ServersTableProps {
  servers: readonly ServerView[];
  /** Path of registry.yaml. */
  registry: string;
}

/** Every server in the registry's order, so that a row never moves under the pointer. */
export function ServersTable({ servers, registry }: ServersTableProps) {
  if (servers.length === 0) return <NoServers registry={registry} />;
  return (
    <Section id="servers" title="Servers">
      <table className={table.table} aria-labelledby="servers-title">
        <thead>
          <tr>
            <th className={classes.state}>State</th>
            <th className={classes.name}>Name</th>
            <th className={table.wide}>Command or URL</th>
            <th className={`${classes.short} ${table.number}`}>Tools</th>
            <th className={`${classes.short} ${table.number}`}>Calls</th>
            <th className={`${classes.short} ${table.number}`}>Errors</th>
            <th className={`${classes.process} ${table.number}`}>Process</th>
            <th className={`${classes.used} ${table.number}`}>Last used</th>
          </tr>
        </thead>
        {servers.map((server) => (
          <ServerRow key={server.id} server={server} />
        ))}
      </table>
    </Section>
  );
}

function NoServers({ registry }: { registry: string }) {
  return (
    <Section id="servers" title="Servers">
      <div className={classes.empty}>
        <p>
          None yet. A server added here starts when a client first needs it, and every client gets
          its tools through the one endpoint. Try one:
        </p>
        <p>
          <CopyLine
            name="command"
            text="loom servers add everything -- npx -y @modelcontextprotocol/server-everything"
          />
        </p>
        <p>
          Or write it into <code>{registry}</code>; the hub notices.
        </p>
      </div>
    </Section>
  );
}
