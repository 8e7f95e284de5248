const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'h', ms: 3_600_000 },
  { unit: 'min', ms: 60_000 },
  { unit: 's', ms: 1000 },
] as const;

/** A span in its largest unit: `4 s`, `12 min`, `3 h`, `2 days`. */
export function formatSpan(ms: number): string {
  for (const { unit, ms: unitMs } of steps) {
    const count = Math.floor(ms / unitMs);
    if (count >= 1) return `${count} ${unit === 'day' && count > 1 ? 'days' : unit}`;
  }
  return '0 s';
}

/** A moment seen from now: `4 s ago`, `in 2 min`, `now`. Milliseconds since the epoch. */
export function formatMoment(at: number, now: number): string {
  const span = at <= now ? formatSpan(now - at) : formatWait(at - now);
  if (span === '0 s') return 'now';
  return at <= now ? `${span} ago` : `in ${span}`;
}

/** As `formatSpan`, but to the nearest: what was set for 30 days ends in 30, not in 29.9 days. */
function formatWait(ms: number): string {
  const unit = steps.find((step) => ms >= step.ms * 0.99)?.ms ?? 1000;
  return formatSpan(Math.round(ms / unit) * unit);
}

/** Time of day for log lines, local: `14:03:22`. */
export function formatClock(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** Bytes in the largest unit (powers of 1024): `512 B`, `12.3 KB`, `4.0 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size.toFixed(1)} ${units[unit]}`;
}

/** `1 tool`, `3 tools`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
