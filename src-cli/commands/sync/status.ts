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
  const shown = isNamed ? targets : targets.filter(({ state }) => state.phase !== 'not-installed');
  const others = targets.filter((target) => !shown.includes(target));
  const rest = [...new Set(others.map(({ client }) => client))].join(', ');
  return [
    shown.length > 0 ? formatTable(shown, columns(io.now()), page) : 'No client was found here.',
    ...shown.flatMap((target) => remarks(target, page.style)),
    rest && `${page.style('dim', 'Known, and not found here:')} ${rest}`,
  ]
    .filter(Boolean)
    .join('\n\n');
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

function remarks(
  { id, file, state, readOnly, duplicates, proof, notes }: TargetView,
  style: Style,
) {
  const lines = [
    state.phase === 'unreadable' &&
      `${formatPlace({ file, line: state.line, column: state.column })} ${state.reason}`,
    state.phase === 'drifted' && `Put it back: loom sync ${id}`,
    state.phase !== 'not-installed' && readOnly,
    duplicates.length > 0 &&
      `served by Loom as well: ${duplicates.join(', ')}. Take them out: loom sync ${id} --replace`,
    proof.phase === 'failed' && `${proof.error}\n  ${style('cyan', '→')} ${proof.remedy}`,
    ...(state.phase === 'not-installed' ? [] : notes),
  ].filter((line) => typeof line === 'string');
  return lines.length === 0
    ? []
    : [[style('bold', id), ...lines.map((line) => `  ${plainText(line)}`)].join('\n')];
}
