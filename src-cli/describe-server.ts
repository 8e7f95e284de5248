import type { ServerHealth, ServerView } from '../src-shared/domain/hub-state.ts';
import type { Format } from './output/style.ts';
import type { Column } from './output/table.ts';
import { countOf, formatMoment, formatSpan } from './output/units.ts';

const formats: Record<ServerHealth['phase'], Format> = {
  disabled: 'dim',
  idle: 'dim',
  starting: 'yellow',
  ready: 'green',
  'backing-off': 'yellow',
  waiting: 'yellow',
  failed: 'red',
};

export function healthFormat(health: ServerHealth): Format {
  return formats[health.phase];
}

/** A server's health with its time: `ready for 4 s`, `retries in 12 s`. */
export function healthText(health: ServerHealth, now: number): string {
  switch (health.phase) {
    case 'disabled':
      return 'disabled';
    case 'idle':
      return 'idle';
    case 'starting':
    case 'ready':
      return `${health.phase} for ${formatSpan(now - health.since)}`;
    case 'backing-off':
      return health.retryAt > now
        ? `failing, retries ${formatMoment(health.retryAt, now)}`
        : 'failing, tried again on the next call';
    case 'waiting':
      return `waits for ${health.awaits}`;
    case 'failed':
      return `failed ${formatMoment(health.since, now)}`;
  }
}

/** The columns of a table of servers. */
export function serverColumns(now: number): Column<ServerView>[] {
  return [
    { heading: 'SERVER', value: (server) => server.id, format: () => 'bold' },
    {
      heading: 'STATE',
      value: (server) => healthText(server.health, now),
      format: (server) => healthFormat(server.health),
    },
    { heading: 'TOOLS', value: (server) => toolCount(server), align: 'right' },
    { heading: 'CALLS', value: callCount, align: 'right' },
    {
      heading: 'USED',
      value: (server) => (server.lastUsedAt ? formatMoment(server.lastUsedAt, now) : ''),
    },
    { heading: 'RUNS', value: (server) => server.target, format: () => 'dim', wrap: true },
  ];
}

/** One line for each server that needs a look: what it lacks or how it failed, and what to do. */
export function serverTroubles(servers: readonly ServerView[], now: number): string[] {
  return servers.flatMap(({ id, health, warning }) => {
    if (health.phase === 'failed' || health.phase === 'waiting') {
      return [`${id}: ${health.error}\n→ ${health.remedy}`];
    }
    if (health.phase === 'backing-off') {
      const what = `${id}: ${health.error} (attempt ${health.attempt})`;
      return [health.remedy === undefined ? what : `${what}\n→ ${health.remedy}`];
    }
    if (warning) return [`${id}: ${warning.text} (${formatMoment(warning.at, now)})`];
    return [];
  });
}

function toolCount({ surface }: ServerView): string {
  return surface ? String(surface.tools) : '?';
}

function callCount({ calls, errors }: ServerView): string {
  return errors > 0 ? `${calls} (${errors} failed)` : String(calls);
}

/** What a start found, in one line. */
export function describeStarted({ id, surface }: ServerView): string {
  if (!surface) return `${id} runs.`;
  const counts = [
    countOf(surface.tools, 'tool'),
    surface.resources + surface.templates > 0 &&
      countOf(surface.resources + surface.templates, 'resource'),
    surface.prompts > 0 && countOf(surface.prompts, 'prompt'),
  ];
  return `${id} runs: ${counts.filter((count) => count !== false).join(', ')}.`;
}
