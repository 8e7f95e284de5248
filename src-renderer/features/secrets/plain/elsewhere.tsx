import type { SecretFinding } from '../../../../src-shared/domain/secret-finding.ts';
import { useMessages } from '../../../state/messages.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import classes from './plain.module.css';

/** Secrets in files that are not Loom's to change, or hold Loom's own settings; with what to do. */
export function Elsewhere({ findings }: { findings: readonly SecretFinding[] }) {
  const { plain } = useMessages().secrets;
  const ofClients = findings.filter(({ client }) => client !== undefined);
  const others = findings.filter(({ client }) => client === undefined);
  return (
    <>
      {ofClients.length > 0 && (
        <div className={classes.group}>
          <h3>{plain.clients}</h3>
          <FindingList findings={ofClients} />
          <p className={classes.quiet}>{plain.clientsAdvice}</p>
          <div>
            <LinkButton to="/servers" search={{ add: 'import' }}>
              {plain.import}
            </LinkButton>
          </div>
        </div>
      )}
      {others.length > 0 && (
        <div className={classes.group}>
          <h3>{plain.others}</h3>
          <FindingList findings={others} />
          <p className={classes.quiet}>{plain.othersAdvice}</p>
        </div>
      )}
    </>
  );
}

function FindingList({ findings }: { findings: readonly SecretFinding[] }) {
  const { plain } = useMessages().secrets;
  return (
    <ul className={classes.list}>
      {findings.map(({ file, line, column, client, field, preview }) => (
        <li key={`${file} ${line} ${column} ${preview}`} className={classes.finding}>
          <span>{client}</span>
          <span>
            <code>{field}</code>
            <span className={classes.file}>{plain.place(file, line)}</span>
          </span>
          <code>{preview}</code>
        </li>
      ))}
    </ul>
  );
}
