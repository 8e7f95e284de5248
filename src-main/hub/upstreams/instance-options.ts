import type { Config } from '../../../src-shared/domain/config.ts';
import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import type { EraProbe } from './detect-era.ts';
import { allClientCapabilities } from './handshake.ts';
import type { InstanceOptions, SessionFacts } from './instance.ts';
import type { Link, LinkEvents, LinkOptions } from './link.ts';
import type { ManagedServer, Opening } from './managed-server.ts';
import { longestAnswer } from './server-answer.ts';

/** Resolves references (the session's project included) and opens the transport. */
export type OpenSpecLink = (
  spec: ServerSpec,
  project: string | undefined,
  events: LinkEvents,
  options: LinkOptions,
) => Promise<Link>;

/** What every connection to a server is opened with. */
export interface Means {
  limits: Config['limits'];
  openLink: OpenSpecLink;
  /** Takes secrets out of what is told of a server. */
  hide(text: string): string;
  /** Who Loom says it is. */
  hub: object;
}

/** How long a server that is asked for its eras may take for an answer. */
const patienceMs = 10_000;

/** How a server's instance is opened for whoever needs it first. */
export function instanceOptions(
  { id, spec, log }: ManagedServer,
  { key, session, scope, eras, eraIsOld }: Opening,
  { limits, openLink, hide, hub }: Means,
): Omit<InstanceOptions, 'traffic'> {
  const client = session?.isHubs ? undefined : session;
  const own = scope === 'session' ? client : undefined;
  // What serves everybody must not depend on whose call came first.
  const project = scope === 'shared' ? undefined : session?.project;
  const capabilities =
    spec.scope === 'shared' ? {} : (client?.capabilities ?? allClientCapabilities);
  const maxMessage = limits.max_message;
  return {
    serverId: id,
    key,
    spec,
    log,
    maxConcurrent: spec.max_concurrent ?? limits.max_concurrent,
    startTimeoutMs: spec.start_timeout ?? limits.start_timeout,
    hide,
    greeting: { eras, client: { capabilities, clientInfo: own?.clientInfo ?? hub }, hub },
    eraIsOld,
    openLink: (events, signal) =>
      openLink(spec, project, events, { serverId: id, maxMessage, era: eras[0], signal }),
  };
}

/** How a server is asked which eras it speaks. */
export function eraProbe(
  { id, spec }: ManagedServer,
  session: SessionFacts | undefined,
  { limits, openLink, hub }: Means,
): EraProbe {
  return {
    open: (era, events, signal) =>
      openLink(spec, session?.project, events, {
        serverId: id,
        maxMessage: longestAnswer,
        era,
        signal,
      }),
    hub,
    patienceMs: Math.min(patienceMs, spec.start_timeout ?? limits.start_timeout),
  };
}
