import { useState } from 'react';
import type { TargetView } from '../../../../src-shared/domain/client.ts';
import { isConnectable, type ListedClients, unconnected } from '../list-rows.ts';
import { ConnectDialog } from './connect-dialog.tsx';

interface ConnectFromAddressProps {
  /** Ids of targets with commas between them, or `all`. */
  wanted: string;
  targets: readonly TargetView[];
  listed: ListedClients;
  replace?: boolean;
  onClose(): void;
}

/** The dialog that an address asks for. What it is about stays, whatever is connected meanwhile. */
export function ConnectFromAddress(props: ConnectFromAddressProps) {
  const { wanted, targets, listed, ...dialog } = props;
  const [chosen] = useState(() =>
    wanted === 'all' ? unconnected(listed) : chooseTargets(wanted.split(','), targets),
  );
  return chosen.length > 0 && <ConnectDialog targets={chosen} all={targets} {...dialog} />;
}

/** Of several, those that can be written; one alone shows why it cannot. */
function chooseTargets(ids: readonly string[], targets: readonly TargetView[]): TargetView[] {
  const named = targets.filter(({ id, project }) =>
    ids.includes(project === undefined ? id : `${id} ${project}`),
  );
  return named.length === 1 ? named : named.filter(isConnectable);
}
