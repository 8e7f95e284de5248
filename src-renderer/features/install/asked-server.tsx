import { Skeleton } from '@mantine/core';
import type { DeepLink } from '../../../src-shared/domain/deep-link.ts';
import { useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { Explained } from '../../ui/explained.tsx';
import { Failure } from '../../ui/failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { ConfirmServer } from './confirm-server.tsx';
import classes from './install.module.css';

interface AskedServerProps {
  asked: Extract<DeepLink, { kind: 'install' }>;
  onAdded(server: string): void;
}

/** The server of a link as the hub would add it: read as any pasted definition is. */
export function AskedServer({ asked: { name, server }, onAdded }: AskedServerProps) {
  const { install: words } = useMessages();
  // What was understood of the link, and not the link: nothing else in it can count.
  const text = JSON.stringify(name === undefined ? server : { mcpServers: { [name]: server } });
  const request = { text, textName: words.aLink };
  const { data, error, isLoading, refetch } = useHubQuery(['find servers', text], (hub) =>
    hub.clients.findServers(request),
  );
  if (isLoading) {
    return (
      <div className={classes.form} aria-busy="true">
        <p role="status">{words.reading}</p>
        <Skeleton height={120} />
      </div>
    );
  }
  if (!data) return <Failure error={error} retry={refetch} />;
  const [candidate] = data.candidates;
  if (!candidate) {
    const reason = data.skipped[0]?.reason ?? data.unreadable[0]?.reason;
    return <Explained role="alert" what={words.refused} evidence={reason ?? words.nothing} />;
  }
  if (candidate.alreadyAs !== undefined) {
    return (
      <Explained
        what={words.already(candidate.alreadyAs)}
        action={
          <LinkButton to={`/servers/${encodeURIComponent(candidate.alreadyAs)}`}>
            {words.openServer}
          </LinkButton>
        }
      />
    );
  }
  return <ConfirmServer request={request} candidate={candidate} onAdded={onAdded} />;
}
