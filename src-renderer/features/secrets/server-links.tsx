import { Link } from '@tanstack/react-router';
import { useFormats, useMessages } from '../../state/messages.tsx';
import classes from './page.module.css';

interface ServerLinksProps {
  servers: readonly string[];
  /** What stands there where there are none. */
  none?: string;
  /** On as many lines as they need. */
  wrapped?: boolean;
}

export function ServerLinks({ servers, none, wrapped = false }: ServerLinksProps) {
  const { secrets: words } = useMessages();
  const { list } = useFormats();
  if (servers.length === 0) return <span className={classes.quiet}>{none ?? words.nobody}</span>;
  return (
    <span className={wrapped ? undefined : classes.links} title={list(servers)}>
      {servers.map((server) => (
        <Link key={server} to={`/servers/${server}`} className={classes.server}>
          <code>{server}</code>
        </Link>
      ))}
    </span>
  );
}
