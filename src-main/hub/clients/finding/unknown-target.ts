import { didYouMean } from '../../../../src-shared/did-you-mean.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { Client, Machine } from '../client.ts';
import { clients } from '../index.ts';

interface Where {
  machine: Machine;
  project?: string | undefined;
}

/** Nothing has that name; `targets` are those that could have been named. */
export function unknownTarget(id: string, targets: readonly string[], where: Where): LoomError {
  const remedy = remedyFor(id, targets, where);
  const message = `Loom knows no client or file called ${id}.`;
  return new LoomError('unknown-client', message, remedy === undefined ? {} : { remedy });
}

/** A client that has no file here: none in a project, none on this system, none at all. */
export function keepsNoFile(client: Client, { machine, project }: Where): LoomError {
  if (project !== undefined && client.targets(machine).length > 0)
    return new LoomError('unknown-client', `${client.label} keeps no file in a project.`, {
      remedy: 'Leave --project out.',
    });
  const message = `${client.label} has no file that Loom could write on this system.`;
  const { byHand } = client;
  return new LoomError('unknown-client', message, byHand === undefined ? {} : { remedy: byHand });
}

function remedyFor(id: string, targets: readonly string[], where: Where): string | undefined {
  if (isElsewhere(id, where))
    return where.project === undefined
      ? 'Say which project: --project DIR.'
      : 'Leave --project out.';
  const meant = didYouMean(id, [...clients.map((client) => client.id), ...targets]);
  if (meant !== undefined) return `Did you mean ${meant}?`;
  const [client] = id.split(':');
  const variants = targets.filter((each) => each.startsWith(`${client}:`));
  return variants.length > 0 ? `There are ${variants.join(', ')}.` : undefined;
}

/** A project's file that was asked for without a project, or the other way round. */
function isElsewhere(id: string, { machine, project }: Where): boolean {
  return clients
    .flatMap((client) =>
      project === undefined
        ? (client.projectTargets?.(machine.home, machine) ?? [])
        : client.targets(machine),
    )
    .some((target) => target.id === id);
}
