import { type LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { type Renewal, renewSignIn } from './renew-sign-in.ts';
import type { Renewable } from './sign-in-record.ts';
import type { SignInStore } from './sign-in-store.ts';
import { wantsSignIn } from './wants-sign-in.ts';

interface Renewing {
  serverId: string;
  store: SignInStore;
  /** Ends everything. */
  signal: AbortSignal;
  /** It could not be kept: it ends with this hub. */
  onUnkept(error: LoomError): void;
}

/**
 * Renews a sign-in and keeps what came of that.
 *
 * @param record - the one that ends; where another one is held by now, that is the answer.
 */
export async function renewHeld(
  record: Renewable,
  { serverId, store, signal, onUnkept }: Renewing,
): Promise<Renewal> {
  const current = await store.get(serverId);
  // Somebody has signed in or out meanwhile.
  if (current && current !== record) return { ok: true, record: current };
  if (!current) return { ok: false, isOver: true, error: wantsSignIn(serverId, { isOver: true }) };
  const renewal = await renewSignIn(serverId, record, signal);
  const tell = (thrown: unknown) => onUnkept(toLoomError(thrown));
  if (renewal.ok) {
    store.keep(serverId, renewal.record);
    await store.set(serverId, renewal.record).catch(tell);
  } else if (renewal.isOver) {
    store.keep(serverId, undefined);
    await store.remove(serverId).catch(tell);
  }
  return renewal;
}
