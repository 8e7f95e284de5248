import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Drift, TargetView } from '../../../../src-shared/domain/client.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { CodedText } from '../../../ui/coded-text.tsx';
import { CopyLine } from '../../../ui/copy-line.tsx';
import { HealthMark } from '../../../ui/health-mark.tsx';
import { Section } from '../../../ui/section.tsx';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import { Notes } from '../changes/change-list.tsx';
import { useRowWords } from '../describe-row.ts';
import type { ClientRow } from '../list-rows.ts';
import { hasTrouble, Trouble } from '../trouble.tsx';
import { HealSetting } from './heal-setting.tsx';
import { TargetActions } from './target-actions.tsx';
import classes from './target-part.module.css';
import { Trial } from './trial.tsx';

interface TargetPartProps {
  target: TargetView;
  drifts: readonly Drift[];
  /** The client's only file: its state and actions are in the page's header. */
  isOnly: boolean;
  onConnect(replace: boolean): void;
}

/** One file of a client: what stands in it, and everything that is to be known about it. */
export function TargetPart({ target, drifts, isOnly, onConnect }: TargetPartProps) {
  const { one } = useMessages().clients;
  const words = useRowWords();
  const { id, client, label, state, entry } = target;
  const row: ClientRow = { key: id, client, label, target };
  const isIn = entry !== undefined || state.phase === 'synced';
  return (
    <Section
      id={id}
      title={isOnly ? one.config : label}
      aside={id}
      {...(!isOnly && {
        action: (
          <span className={classes.head}>
            <HealthMark {...words.state(row)} />
            <TargetActions target={target} onConnect={() => onConnect(false)} />
          </span>
        ),
      })}
    >
      {hasTrouble(row) && (
        <div className={classes.trouble}>
          <Trouble target={target} drifts={drifts} />
        </div>
      )}
      <dl className={classes.facts}>
        <FileFacts target={target} />
        {isIn && <EntryFacts target={target} />}
        <Advice target={target} onReplace={() => onConnect(true)} />
      </dl>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function FileFacts({ target: { file, exists, evidence, readOnly } }: { target: TargetView }) {
  const { one } = useMessages().clients;
  return (
    <>
      <Fact name={one.file}>
        <CopyLine name={one.copyFile} text={file} />{' '}
        {!exists && <span className={classes.quiet}>{one.willBe}</span>}
        {readOnly && <p className={classes.quiet}>{readOnly}</p>}
      </Fact>
      {evidence !== undefined && evidence !== file && (
        <Fact name={one.evidence}>
          <code>{evidence}</code>
        </Fact>
      )}
    </>
  );
}

/** What is in the file, how it was asked for, and whether it works. */
function EntryFacts({ target }: { target: TargetView }) {
  const { one, via: ways } = useMessages().clients;
  const { client, profile = 'default', via, syncedAt, entry } = target;
  return (
    <>
      {entry !== undefined && (
        <Fact name={one.entry}>
          <code>{entry}</code>
        </Fact>
      )}
      <Fact name={one.profile}>
        <span className={classes.line}>
          <Link to={`/profiles/${profile}`}>
            <code>{profile}</code>
          </Link>
          <Link
            to={`/profiles/${profile}`}
            search={{ as: client, show: 'shown' }}
            className={classes.quiet}
          >
            {one.seesAs}
          </Link>
        </span>
      </Fact>
      {via && <Fact name={one.via}>{ways[via]}</Fact>}
      {syncedAt !== undefined && (
        <Fact name={one.written}>
          <TimeAgo at={syncedAt} />
        </Fact>
      )}
      <Fact name={one.verification}>
        <Trial target={target} />
      </Fact>
      <Fact name={one.calls}>
        <Link to="/activity" search={{ client }}>
          {one.showCalls}
        </Link>
      </Fact>
      <Fact name={one.heal}>
        <HealSetting target={target} />
      </Fact>
    </>
  );
}

interface AdviceProps {
  target: TargetView;
  onReplace(): void;
}

function Advice({ target, onReplace }: AdviceProps) {
  const { clients, reloadNotes } = useMessages();
  const { one } = clients;
  const { list } = useFormats();
  const { duplicates, notes, reload, readOnly } = target;
  return (
    <>
      {duplicates.length > 0 && (
        <Fact name={one.duplicates}>
          <span className={classes.stack}>
            {one.duplicatesWhy(list(duplicates))}
            {readOnly === undefined && <Button onClick={onReplace}>{one.takeOut}</Button>}
          </span>
        </Fact>
      )}
      <Fact name={one.reload}>
        <CodedText text={reloadNotes[reload]} />
      </Fact>
      {notes.length > 0 && (
        <Fact name={one.notes}>
          <Notes notes={notes} />
        </Fact>
      )}
    </>
  );
}
