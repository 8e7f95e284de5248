import { isIPv6 } from 'node:net';

/** For how long failures count. */
const windowMs = 60_000;
/** Of one source in a window; what comes then is told to wait. */
const mostFailures = 20;
/** Sources that are remembered: whoever has more addresses than that is not stopped by counting. */
const mostSources = 10_000;

export interface FailureCount {
  /** In this window, this one included. */
  count: number;
  isLimited: boolean;
  /** This one is the first that is told to wait. */
  isFirstLimited: boolean;
  /** Until the window ends, in milliseconds. */
  waitMs: number;
}

/**
 * Counts failed attempts to authenticate by where they come from. Only those: a right token is never
 * told to wait, or one stale client could keep out all others on the same machine. Guessing is
 * hopeless with 256 random bits; what is limited is the noise.
 */
export class Attempts {
  readonly #now: () => number;
  /** In the order in which their windows began. */
  readonly #sources = new Map<string, { count: number; until: number }>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  failed(address: string): FailureCount {
    const now = this.#now();
    const source = networkOf(address);
    const known = this.#sources.get(source);
    const window = known && known.until > now ? known : this.#begin(source, now);
    window.count += 1;
    const { count, until } = window;
    return {
      count,
      isLimited: count > mostFailures,
      isFirstLimited: count === mostFailures + 1,
      waitMs: until - now,
    };
  }

  #begin(source: string, now: number): { count: number; until: number } {
    this.#sources.delete(source);
    for (const [oldest, { until }] of this.#sources) {
      if (until > now && this.#sources.size < mostSources) break;
      this.#sources.delete(oldest);
    }
    const window = { count: 0, until: now + windowMs };
    this.#sources.set(source, window);
    return window;
  }
}

/** An IPv4 address as it is; of an IPv6 address the 64 bits that one holder mostly has at will. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [head = [], tail] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = tail ? Math.max(0, 8 - head.length - tail.length) : 0;
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...(tail ?? [])];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
