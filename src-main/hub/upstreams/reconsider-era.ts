import type { Instance, SessionFacts } from './instance.ts';
import type { ManagedServer } from './managed-server.ts';

/** Who deals with a server that was replaced by another behind its url. */
export interface EraChange {
  /** Takes an instance out of service. */
  discard(instance: Instance): void;
  warning(text: string): void;
}

/**
 * An instance was refused as by a server of the other era. Where it is one by now, whatever does not fit
 * goes out of service, so that the next request starts what does.
 *
 * @param session - for which the instance was opened.
 * @returns whether instances were taken out of service.
 */
export async function reconsiderEra(
  server: ManagedServer,
  session: SessionFacts | undefined,
  { discard, warning }: EraChange,
): Promise<boolean> {
  const { era, instances } = server;
  const before = era.verdict;
  if (!(await era.reconsider(session))) return false;
  const { verdict } = era;
  const hasChanged = verdict !== before;
  // Sessions with what was there before are of no use to what is there now.
  const stale = [...instances.values()].filter(
    (instance) => hasChanged || era.serving(instance.era) !== instance.era,
  );
  if (stale.length === 0) return false;
  warning(`speaks otherwise than it did (${verdict}, not ${before}), and is connected anew`);
  for (const instance of stale) discard(instance);
  return true;
}
