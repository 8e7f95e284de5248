import type { ClientStatus } from '../src-shared/domain/client.ts';
import type { Format } from './output/style.ts';
import type { Column } from './output/table.ts';
import { formatMoment } from './output/units.ts';

/** The columns of a table of clients that Loom was written into, or that have called. */
export function clientColumns(now: number): Column<ClientStatus>[] {
  return [
    { heading: 'CLIENT', value: ({ label }) => label, format: () => 'bold' },
    { heading: 'STATE', value: (client) => stateText(client, now), format: stateFormat },
    { heading: 'PROFILE', value: ({ profile }) => profile ?? 'default' },
    { heading: 'SESSIONS', value: ({ sessions }) => String(sessions), align: 'right' },
    {
      heading: 'LAST SEEN',
      value: ({ lastSeenAt }) => (lastSeenAt === undefined ? '' : formatMoment(lastSeenAt, now)),
    },
    { heading: 'VERSION', value: ({ version }) => version ?? '' },
    { heading: 'ERA', value: ({ proof }) => (proof.phase === 'verified' && proof.era) || '' },
    {
      heading: 'IN',
      value: ({ targets }) => targets.map(({ file }) => file).join(' '),
      format: () => 'dim',
      wrap: true,
    },
  ];
}

/** One text for each client that needs a look, with what to do. Drift is among the problems. */
export function clientTroubles(clients: readonly ClientStatus[]): string[] {
  return clients.flatMap(({ label, proof }) =>
    proof.phase === 'failed' ? [`${label}: ${proof.error}\n→ ${proof.remedy}`] : [],
  );
}

function stateText({ proof, drifted }: ClientStatus, now: number): string {
  if (drifted.length > 0) return `drifted: ${drifted.join(', ')}`;
  switch (proof.phase) {
    case 'none':
      return 'synced, not tried yet';
    case 'failed':
      return `failed ${formatMoment(proof.at, now)}`;
    case 'waiting':
      return 'works, waits for its first call';
    case 'verified':
      return `verified ${formatMoment(proof.at, now)}`;
  }
}

function stateFormat({ proof, drifted }: ClientStatus): Format {
  if (drifted.length > 0) return 'yellow';
  const formats = { none: 'dim', failed: 'red', waiting: 'yellow', verified: 'green' } as const;
  return formats[proof.phase];
}
