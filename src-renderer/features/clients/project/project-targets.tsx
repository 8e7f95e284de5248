import type { TargetView } from '../../../../src-shared/domain/client.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { CutMiddle } from '../../../ui/cut-middle.tsx';
import { HealthMark } from '../../../ui/health-mark.tsx';
import { useRowWords } from '../describe-row.ts';
import { isConnectable } from '../list-rows.ts';
import classes from './project-dialog.module.css';
import { sortFiles } from './project-files.ts';

interface ProjectTargetsProps {
  targets: readonly TargetView[];
  chosen: ReadonlySet<string>;
  onChoose(chosen: ReadonlySet<string>): void;
}

/** The files that clients keep in a project, to choose from. */
export function ProjectTargets({ targets, chosen, onChoose }: ProjectTargetsProps) {
  const { project: words } = useMessages().clients;
  const { number } = useFormats();
  const { here, elsewhere } = sortFiles(targets);
  const rows = (shown: readonly TargetView[]) =>
    shown.map((target) => (
      <TargetRow
        key={target.id}
        target={target}
        isChosen={chosen.has(target.id)}
        onChoose={(isChosen) => {
          const next = new Set(chosen);
          if (isChosen) next.add(target.id);
          else next.delete(target.id);
          onChoose(next);
        }}
      />
    ));
  return (
    <section aria-label={words.files}>
      <h3 className={classes.heading}>{words.files}</h3>
      {here.length === 0 && <p>{words.none}</p>}
      {here.length > 0 && <ul className={classes.list}>{rows(here)}</ul>}
      {elsewhere.length > 0 && (
        <details className={classes.more} open={here.length === 0}>
          <summary>{words.elsewhere(elsewhere.length, number(elsewhere.length))}</summary>
          <ul className={classes.list}>{rows(elsewhere)}</ul>
        </details>
      )}
    </section>
  );
}

interface TargetRowProps {
  target: TargetView;
  isChosen: boolean;
  onChoose(isChosen: boolean): void;
}

function TargetRow({ target, isChosen, onChoose }: TargetRowProps) {
  const words = useRowWords();
  const { id, client, label, file } = target;
  return (
    <li>
      <label className={classes.target}>
        <input
          type="checkbox"
          checked={isChosen}
          disabled={!isConnectable(target)}
          onChange={({ currentTarget: { checked } }) => onChoose(checked)}
        />
        <span>{label}</span>
        <CutMiddle text={file} />
        <HealthMark {...words.state({ key: id, client, label, target })} />
      </label>
    </li>
  );
}
