import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import type { HealthWords } from '../../../state/use-health.ts';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { TroubleText } from '../../../ui/trouble-text.tsx';
import classes from './one.module.css';

/** As many of its last lines as say why. */
const shownLines = 8;

interface TroubleProps {
  server: ServerView;
  trouble: NonNullable<HealthWords['trouble']>;
}

/** Why a server that was added does not run, with its own words. */
export function Trouble({ server: { id, health }, trouble }: TroubleProps) {
  const { try: words } = useMessages().presets;
  const { data } = useHubQuery(['server', id, health.phase], (hub) => hub.servers.get({ id }));
  const lines = data?.stderr.slice(-shownLines) ?? [];
  return (
    <>
      <TroubleText trouble={trouble} />
      {lines.length > 0 && (
        <div>
          <p className={classes.quiet}>{words.output}</p>
          <CodeBlock name={words.outputOf} text={lines.join('\n')} />
        </div>
      )}
    </>
  );
}
