import { useMessages } from '../../state/messages.tsx';
import { Explained } from '../../ui/explained.tsx';
import { LinkButton } from '../../ui/link-button.tsx';

export function Added({ server }: { server: string }) {
  const { install: words } = useMessages();
  return (
    <Explained
      role="status"
      what={words.added(server)}
      action={
        <LinkButton to={`/servers/${encodeURIComponent(server)}`} look="primary">
          {words.openServer}
        </LinkButton>
      }
    />
  );
}
