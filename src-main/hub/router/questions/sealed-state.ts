import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { paramSpans } from '../../../../src-shared/wire/frame.ts';
import type { ClientRequest } from '../../sessions/session.ts';
import { textAt } from '../request-parts.ts';

/** What a state may be used for: by whom, and in which request. */
export interface StateBinding {
  principal: string;
  profile: string;
  method: string;
  /** The tool's or prompt's name or the resource's URI. */
  name: string;
}

const idBytes = 16;
const expiryBytes = 8;
const macBytes = 32;

/**
 * The `requestState` of calls that wait for their client's retry (2026-07-28 basic/patterns/mrtr): a
 * random id and its expiry, sealed with HMAC-SHA256 together with what it is bound to. The key lives
 * as long as the hub. That each is used once only is for whoever keeps the ids.
 */
export class SealedStates {
  readonly #key = randomBytes(32);
  /** Its own in every hub: the state of another one behind this hub is none of ours. */
  readonly #prefix = `loom.${randomBytes(6).toString('base64url')}.`;

  /** Whether this hub made it, as far as its beginning tells. */
  isOurs(state: string): boolean {
    return state.startsWith(this.#prefix);
  }

  /**
   * @param id - of 32 hexadecimal digits: 128 bits that nobody can guess.
   * @param expiresAt - milliseconds since the epoch.
   */
  seal(id: string, expiresAt: number, binding: StateBinding): string {
    const sealed = Buffer.alloc(idBytes + expiryBytes);
    sealed.write(id, 'hex');
    sealed.writeDoubleBE(expiresAt, idBytes);
    const whole = Buffer.concat([sealed, this.#mac(sealed, binding)]);
    return this.#prefix + whole.toString('base64url');
  }

  /**
   * The id in a state; undefined where it is not exactly one that was sealed for this use, or has
   * expired.
   */
  open(state: string, binding: StateBinding): string | undefined {
    const text = state.slice(this.#prefix.length);
    const whole = Buffer.from(text, 'base64url');
    // The decoder overlooks what does not belong there, and the spare bits of the last letter.
    if (!this.isOurs(state) || whole.toString('base64url') !== text) return undefined;
    if (whole.length !== idBytes + expiryBytes + macBytes) return undefined;
    const sealed = whole.subarray(0, idBytes + expiryBytes);
    const mac = whole.subarray(sealed.length);
    if (!timingSafeEqual(mac, this.#mac(sealed, binding))) return undefined;
    return sealed.readDoubleBE(idBytes) > Date.now()
      ? sealed.toString('hex', 0, idBytes)
      : undefined;
  }

  #mac(sealed: Uint8Array, { principal, profile, method, name }: StateBinding): Buffer {
    const bound = JSON.stringify([principal, profile, method, name]);
    return createHmac('sha256', this.#key).update(sealed).update(bound).digest();
  }
}

/** What the state of a parked request is bound to, and what that of its retry must be. */
export function stateBinding({ frame, session }: ClientRequest): StateBinding {
  const { principal, profile } = session;
  const { bytes, method } = frame;
  const [span] = paramSpans(frame, [method === 'resources/read' ? 'uri' : 'name']) ?? [];
  return { principal, profile, method, name: textAt(bytes, span) ?? '' };
}
