import type { TargetView } from '../../../src-shared/domain/client.ts';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { type Format, plainText, type Style } from '../../output/style.ts';
import { type Column, formatTable } from '../../output/table.ts';
import { formatMoment } from '../../output/units.ts';
import { formatPlace } from '../../report-failure.ts';
import type { SyncOptions } from './sync.ts';
import { whereOf } from './where.ts';

/** Per target: installed, synced, drifted, another entry, unreadable; with the evidence. */
export async function runStatus(
  context: Context,
  clients: readonly string[],
  { project }: SyncOptions,
): Promise<void> {
  const hub = await hubStarting(context);
  const targets = await hub.clients.list(whereOf(context, clients, project));
  context.print(targets, () => describe(targets, clients.length > 0, context));
}

function describe(targets: readonly TargetView[], isNamed: boolean, context: Context): string {
  const { io, page } = context;
  const shown = isNamed ? targets : targets.filter(isHere);
  const here = new Set(shown.map(({ client }) => client));
  const rest = [...new Set(targets.map(({ client }) => client))]
    .filter((client) => !here.has(client))
    .join(', ');
  return [
    shown.length > 0 ? formatTable(shown, columns(io.now()), page) : 'No client was found here.',
    ...shown.flatMap((target) => remarks(target, isNamed, page.style)),
    rest && `${page.style('dim', 'Known, and not found here:')} ${rest}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** A file that Loom would not make, and that is not there, is none of the user's. */
function isHere({ state, exists, readOnly }: TargetView): boolean {
  if (state.phase === 'absent') return exists || readOnly === undefined;
  return state.phase !== 'not-installed';
}

function columns(now: number): Column<TargetView>[] {
  return [
    { heading: 'CLIENT', value: ({ id }) => id, format: () => 'bold' },
    { heading: 'STATE', value: stateText, format: ({ state }) => stateFormat(state.phase) },
    { heading: 'SEEN', value: ({ proof }) => proofText(proof, now) },
    { heading: 'PROFILE', value: ({ profile }) => profile ?? '' },
    { heading: 'VIA', value: ({ via }) => via ?? '' },
    { heading: 'FILE', value: ({ file }) => file, format: () => 'dim', wrap: true },
  ];
}

function stateText({ state, readOnly }: TargetView): string {
  switch (state.phase) {
    case 'not-installed':
      return 'not installed';
    case 'absent':
      return readOnly === undefined ? 'not connected' : 'read only';
    case 'synced':
      return 'synced';
    case 'drifted':
      return state.how === 'missing' ? 'drifted: gone' : 'drifted: changed';
    case 'other-entry':
      return `other entry: ${state.names.join(', ')}`;
    case 'unreadable':
      return 'unreadable';
  }
}

function stateFormat(phase: TargetView['state']['phase']): Format | undefined {
  const formats: Partial<Record<typeof phase, Format>> = {
    'not-installed': 'dim',
    synced: 'green',
    drifted: 'yellow',
    'other-entry': 'yellow',
    unreadable: 'red',
  };
  return formats[phase];
}

function proofText(proof: TargetView['proof'], now: number): string {
  switch (proof.phase) {
    case 'none':
      return '';
    case 'failed':
      return 'does not work';
    case 'waiting':
      return 'waiting for its first request';
    case 'verified':
      return `verified ${formatMoment(proof.at, now)}`;
  }
}

/** What calls for something; what is just worth knowing only of a client that was asked for. */
function remarks(
  { id, file, state, readOnly, duplicates, proof, notes }: TargetView,
  isNamed: boolean,
  style: Style,
) {
  const lines = [
    state.phase === 'unreadable' &&
      `${formatPlace({ file, line: state.line, column: state.column })} ${state.reason}\n  ${style('cyan', '→')} Mend the file, or let its client do it; Loom leaves it alone until then.`,
    state.phase === 'drifted' && `Put it back: loom sync ${id}`,
    isNamed && state.phase !== 'not-installed' && readOnly,
    duplicates.length > 0 &&
      `served by Loom as well: ${duplicates.join(', ')}. Take them out: loom sync ${id} --replace`,
    proof.phase === 'failed' && `${proof.error}\n  ${style('cyan', '→')} ${proof.remedy}`,
    ...(isNamed && state.phase !== 'not-installed' ? notes : []),
  ].filter((line) => typeof line === 'string');
  return lines.length === 0
    ? []
    : [[style('bold', plainText(id)), ...lines.map((line) => `  ${plainText(line)}`)].join('\n')];
}
