import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Section } from '../../../ui/section.tsx';
import { printYaml } from '../entry/print-yaml.ts';
import { SettingsForm } from './settings-form.tsx';
import { WithDetails } from './with-details.tsx';

/** How a server is started, shared, limited and stopped; and all that is written of it. */
export function SettingsTab({ server }: { server: ServerView }) {
  const { settings: words } = useMessages().servers;
  return (
    <WithDetails server={server}>
      {({ entry }) => (
        <>
          <SettingsForm key={JSON.stringify(entry)} server={server} entry={entry} />
          <Section id="entry" title={words.entry}>
            <CodeBlock name={words.entryCopy} text={`${server.id}:\n${printYaml(entry, 1)}`} />
          </Section>
        </>
      )}
    </WithDetails>
  );
}
