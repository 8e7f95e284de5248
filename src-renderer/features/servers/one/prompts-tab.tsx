import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import { Explained } from '../../../ui/explained.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import classes from './prompts.module.css';
import { WithDetails } from './with-details.tsx';

/** The prompts of a server. */
export function PromptsTab({ server }: { server: ServerView }) {
  const { prompts: words } = useMessages().servers;
  return (
    <WithDetails server={server} needsSurface>
      {({ prompts }) =>
        prompts.length === 0 ? (
          <Explained what={words.none} />
        ) : (
          <ul className={classes.list}>
            {prompts.map(({ name, upstreamName, description }) => (
              <li key={name}>
                <div>
                  <code title={name}>{upstreamName}</code>
                  <p>{description}</p>
                </div>
                <LinkButton to="/playground" search={{ prompt: name }}>
                  {words.tryIt}
                </LinkButton>
              </li>
            ))}
          </ul>
        )
      }
    </WithDetails>
  );
}
