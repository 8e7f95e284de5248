import { useState } from 'react';
import type { Drift } from '../../../../src-shared/domain/client.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { Section } from '../../../ui/section.tsx';
import { StateMark, type Tone } from '../../../ui/state-mark.tsx';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import { Diff } from '../changes/diff.tsx';
import { isOfClient } from '../use-clients.ts';
import classes from './lists.module.css';

const tones: Record<Drift['outcome'], Tone> = {
  waiting: 'attention',
  healed: 'ok',
  left: 'off',
  'gave-up': 'failed',
  resolved: 'off',
};

/** What happened to Loom's entries without Loom, and what became of it. */
export function DriftPart({ drifts, client }: { drifts: readonly Drift[]; client: string }) {
  const { one } = useMessages().clients;
  const own = drifts.filter((drift) => isOfClient(drift, client));
  if (own.length === 0) return null;
  return (
    <Section id="drift" title={one.drifts} aside={one.driftsAside}>
      <ul className={classes.list}>
        {own.map((drift) => (
          <DriftLine key={`${drift.target} ${drift.at}`} drift={drift} />
        ))}
      </ul>
    </Section>
  );
}

function DriftLine({ drift }: { drift: Drift }) {
  const { clients } = useMessages();
  const { list } = useFormats();
  const { one, trouble, changes } = clients;
  const { at, how, file, suspects, outcome, diff } = drift;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li className={classes.drift}>
      <details open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary className={classes.driftHead}>
          <TimeAgo at={at} />
          <StateMark tone={tones[outcome]} word={one.driftOutcome[outcome]} />
          <span>{one.driftHow[how]}</span>
          <code className={classes.file}>{file}</code>
        </summary>
        {isOpen && (
          <div className={classes.detail}>
            {suspects.length > 0 && <p>{trouble.suspects(list(suspects))}</p>}
            <Diff diff={diff} label={changes.diffOf(file)} />
          </div>
        )}
      </details>
    </li>
  );
}
