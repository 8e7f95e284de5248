import type { ReactNode } from 'react';
import type { Drift, TargetView } from '../../../src-shared/domain/client.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { CodedText } from '../../ui/coded-text.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { HubDetail, ToldTrouble } from '../../ui/trouble-text.tsx';
import classes from './clients-table.module.css';
import { driftText, placeOf } from './describe-row.ts';
import { type ClientRow, groupOf } from './list-rows.ts';
import { openDrift } from './use-clients.ts';

export function hasTrouble(row: ClientRow): boolean {
  return groupOf(row) === 'attention';
}

interface TroubleProps {
  target: TargetView;
  drifts: readonly Drift[];
}

/** What is wrong with a client's file: what happened, why, what to do. */
export function Trouble({ target, drifts }: TroubleProps) {
  const { clients } = useMessages();
  const { list } = useFormats();
  const { trouble } = clients;
  const { state, proof, file } = target;
  const drift = openDrift(drifts, target);
  if (drift) return <DriftTrouble target={target} drift={drift} />;
  if (state.phase === 'unreadable') {
    return (
      <Lines
        what={
          <>
            <code>{placeOf(target)}</code>
            <HubDetail text={state.reason} />
          </>
        }
        remedy={trouble.unreadable}
      />
    );
  }
  if (state.phase === 'other-entry') {
    return <Lines what={trouble.otherEntry(list(state.names))} remedy={trouble.otherEntryRemedy} />;
  }
  if (state.phase === 'drifted') {
    return (
      <Lines what={<CodedText text={driftText({ how: state.how, file }, clients, { list })} />} />
    );
  }
  return proof.phase === 'failed' ? <ProofTrouble target={target} proof={proof} /> : null;
}

interface LinesProps {
  what: ReactNode;
  remedy?: string;
  children?: ReactNode;
}

function Lines({ what, remedy, children }: LinesProps) {
  return (
    <div className={classes.trouble}>
      <div>
        <div>{what}</div>
        {remedy && <p className={classes.remedy}>{remedy}</p>}
      </div>
      {children && <span className={classes.buttons}>{children}</span>}
    </div>
  );
}

function DriftTrouble({ target, drift }: { target: TargetView; drift: Drift }) {
  const { clients } = useMessages();
  const formats = useFormats();
  const { trouble } = clients;
  const { id, label } = target;
  const resolve = useAction(
    (hub, answer: 'heal' | 'leave') => hub.clients.resolveDrift({ target: id, answer }),
    {
      onDone: (_, answer) =>
        showToast(answer === 'heal' ? trouble.putBackDone(label) : trouble.leftDone(label)),
    },
  );
  return (
    <Lines what={<CodedText text={driftText(drift, clients, formats)} />}>
      <Button busy={resolve.busy} onClick={() => resolve.run('heal')}>
        {trouble.putBack}
      </Button>
      <Button look="quiet" busy={resolve.busy} onClick={() => resolve.run('leave')}>
        {trouble.leave}
      </Button>
    </Lines>
  );
}

type FailedProof = Extract<TargetView['proof'], { phase: 'failed' }>;

function ProofTrouble({ target, proof }: { target: TargetView; proof: FailedProof }) {
  const { trouble } = useMessages().clients;
  const { id, project } = target;
  const again = useAction((hub) =>
    hub.clients.verify({ targets: [id], ...(project !== undefined && { project }) }),
  );
  return (
    <Lines what={<ToldTrouble told={{ ...proof, message: proof.error }} />}>
      <Button busy={again.busy} onClick={() => again.run()}>
        {trouble.tryAgain}
      </Button>
    </Lines>
  );
}
