const minuteMs = 60_000;

/** Allows something a few times a minute. */
export function createLimit(times: number, now: () => number = Date.now): () => boolean {
  let uses: number[] = [];
  return () => {
    uses = uses.filter((at) => now() - at < minuteMs);
    if (uses.length >= times) return false;
    uses.push(now());
    return true;
  };
}
