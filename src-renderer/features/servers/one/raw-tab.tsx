import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Section } from '../../../ui/section.tsx';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import { WithDetails } from './with-details.tsx';

/** What a server said of itself when it was greeted, as it said it. */
export function RawTab({ server }: { server: ServerView }) {
  const { raw: words } = useMessages().servers;
  return (
    <WithDetails server={server} needsSurface>
      {({ initialize }) => (
        <Section
          id="raw"
          title={words.title}
          action={server.surface && <TimeAgo at={server.surface.fetchedAt} />}
        >
          <CodeBlock name={words.copy} text={JSON.stringify(initialize, null, 2)} />
        </Section>
      )}
    </WithDetails>
  );
}
