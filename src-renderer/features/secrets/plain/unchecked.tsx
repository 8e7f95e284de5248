import type { UncheckedFile } from '../../../../src-shared/domain/secret-finding.ts';
import { useMessages } from '../../../state/messages.tsx';
import { CodedText } from '../../../ui/coded-text.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import classes from './plain.module.css';

/** Files that may hold secrets, and could not be read: no good news. */
export function Unchecked({ files }: { files: readonly UncheckedFile[] }) {
  const { plain } = useMessages().secrets;
  return (
    <div className={classes.group}>
      <h3>
        <StateMark tone="attention" word={plain.unchecked} />
      </h3>
      <ul className={classes.list}>
        {files.map(({ file, client, reason, line }) => (
          <li key={file} className={classes.finding}>
            <span>{client}</span>
            <span className={classes.file}>{line ? plain.place(file, line) : file}</span>
            <span>
              <CodedText text={reason} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
