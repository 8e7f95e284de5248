import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { TargetView } from '../../../src-shared/domain/client.ts';
import { useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { Explained } from '../../ui/explained.tsx';
import { Failure } from '../../ui/failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { ListSkeleton } from '../../ui/list-skeleton.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { ConnectFromAddress } from './connect/connect-from-address.tsx';
import { isOfUse, listRows } from './list-rows.ts';
import { ByHandPart } from './one/by-hand-part.tsx';
import { DriftPart } from './one/drift-part.tsx';
import { HistoryPart } from './one/history-part.tsx';
import { OtherFiles } from './one/other-files.tsx';
import { TargetActions } from './one/target-actions.tsx';
import { TargetPart } from './one/target-part.tsx';
import { WorstMark } from './one/worst-mark.tsx';
import { useClients } from './use-clients.ts';

/** One client: its files, what Loom did to them, what others did, and what it needs. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { clients } = useMessages();
  const known = useClients();
  const [wanted, setWanted] = useUrlState('connect');
  const [isReplacing, setIsReplacing] = useState(false);
  const { targets } = known;
  // A file's id leads to its client.
  const [client = id] = id.split(':');
  if (!targets) {
    return (
      <PageFrame title={client}>
        {known.error ? (
          <Failure error={known.error} retry={known.retry} />
        ) : (
          <ListSkeleton label={client} />
        )}
      </PageFrame>
    );
  }
  const own = targets.filter((target) => target.client === client);
  const byHand = known.byHand.find((one) => one.client === client);
  const { shown, others } = shownOf(own);
  const label = labelOf(own) ?? byHand?.label;
  if (label === undefined) {
    return (
      <PageFrame title={client}>
        <Explained
          what={clients.one.unknown(client)}
          action={<LinkButton to="/clients">{clients.one.toList}</LinkButton>}
        />
      </PageFrame>
    );
  }
  const connect = (target: TargetView, replace = false) => {
    setIsReplacing(replace);
    setWanted(target.project === undefined ? target.id : `${target.id} ${target.project}`);
  };
  const [only] = shown.length === 1 ? shown : [];
  return (
    <PageFrame
      title={label}
      state={<WorstMark targets={shown} byHand={byHand} />}
      actions={only && <TargetActions target={only} onConnect={() => connect(only)} />}
    >
      {shown.map((target) => (
        <TargetPart
          key={`${target.id} ${target.file}`}
          target={target}
          drifts={known.drifts}
          isOnly={only !== undefined}
          onConnect={(replace) => connect(target, replace)}
        />
      ))}
      {byHand && !byHand.hasFile && <ByHandPart byHand={byHand} />}
      <DriftPart drifts={known.drifts} client={client} />
      {shown.length > 0 && <HistoryPart client={client} label={label} />}
      {byHand?.hasFile && <ByHandPart byHand={byHand} />}
      <OtherFiles targets={others} />
      {wanted && (
        <ConnectFromAddress
          key={wanted}
          wanted={wanted}
          targets={targets}
          listed={listRows(targets, known.byHand)}
          replace={isReplacing}
          onClose={() => setWanted('')}
        />
      )}
    </PageFrame>
  );
}

/** Files that matter here, and further ones that Loom looks at. */
function shownOf(own: readonly TargetView[]) {
  const here = own.filter((target) => target.state.phase !== 'not-installed' && isOfUse(target));
  const shown = here.length > 0 ? here : own.slice(0, 1);
  return { shown, others: own.filter((target) => !shown.includes(target)) };
}

/** The usual file has the client's own name, its variants have more. */
function labelOf([first]: readonly TargetView[]): string | undefined {
  return first?.label;
}
