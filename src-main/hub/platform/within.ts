import { setTimeout as delay } from 'node:timers/promises';

/** What comes of it, or something else where that takes longer, or fails. */
export async function within<Value>(
  waitMs: number,
  work: Promise<Value>,
  otherwise: Value,
): Promise<Value> {
  const settled = new AbortController();
  const late = delay(waitMs, otherwise, { signal: settled.signal, ref: false });
  late.catch(() => {});
  try {
    return await Promise.race([work.catch(() => otherwise), late]);
  } finally {
    settled.abort();
  }
}
