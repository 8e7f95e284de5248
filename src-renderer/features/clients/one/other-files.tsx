import type { TargetView } from '../../../../src-shared/domain/client.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import classes from './other-files.module.css';

/** Where Loom looks for a client's files besides, and why it writes nothing there. */
export function OtherFiles({ targets }: { targets: readonly TargetView[] }) {
  const { one } = useMessages().clients;
  const { number } = useFormats();
  if (targets.length === 0) return null;
  return (
    <details className={classes.part}>
      <summary>{one.otherFiles(targets.length, number(targets.length))}</summary>
      <ul>
        {targets.map(({ id, file, readOnly }) => (
          <li key={`${id} ${file}`}>
            <code>{id}</code>
            <span>
              <code>{file}</code>
              {readOnly && <p>{readOnly}</p>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
