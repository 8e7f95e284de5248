import type { ServerDetails } from '../../../../src-shared/contract/servers.ts';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import { useUrlState } from '../../../state/use-url-state.ts';
import { CopyLine } from '../../../ui/copy-line.tsx';
import { Explained } from '../../../ui/explained.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ResourceContent } from './resource-content.tsx';
import classes from './resources.module.css';
import { WithDetails } from './with-details.tsx';

/** What can be read of a server, and what is in it. */
export function ResourcesTab({ server }: { server: ServerView }) {
  return (
    <WithDetails server={server} needsSurface>
      {(details) => <Resources details={details} />}
    </WithDetails>
  );
}

function Resources({ details: { resources, templates } }: { details: ServerDetails }) {
  const { resources: words } = useMessages().servers;
  const [uri, setUri] = useUrlState('uri');
  if (resources.length === 0 && templates.length === 0) return <Explained what={words.none} />;
  return (
    <div className={classes.split}>
      <div>
        <ul className={classes.list} aria-label={words.list}>
          {resources.map((resource) => (
            <li key={resource.uri}>
              <button
                type="button"
                aria-pressed={resource.uri === uri}
                onClick={() => setUri(resource.uri)}
              >
                <span>{resource.name ?? resource.uri}</span>
                <code title={resource.uri}>{resource.uri}</code>
              </button>
            </li>
          ))}
        </ul>
        {templates.length > 0 && <Templates templates={templates} />}
      </div>
      <section className={classes.content} aria-label={words.content}>
        {uri === '' ? (
          <p className={classes.quiet}>{words.choose}</p>
        ) : (
          <>
            <CopyLine name="URI" text={uri} />
            <ResourceContent key={uri} uri={uri} />
          </>
        )}
      </section>
    </div>
  );
}

function Templates({ templates }: Pick<ServerDetails, 'templates'>) {
  const { resources: words } = useMessages().servers;
  return (
    <>
      <h2 className={classes.title}>{words.templates}</h2>
      <ul className={classes.templates}>
        {templates.map(({ uriTemplate, name }) => (
          <li key={uriTemplate}>
            <div>
              <span>{name}</span>
              <code>{uriTemplate}</code>
            </div>
            <LinkButton to="/playground" search={{ template: uriTemplate }}>
              {words.fill}
            </LinkButton>
          </li>
        ))}
      </ul>
    </>
  );
}
