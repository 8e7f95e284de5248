import type { Messages } from '../messages/messages.ts';

/** Numbers, sizes and times as a language writes them. */
export interface Formats {
  /** `a, b, c`, as the language lists things. */
  list(items: readonly string[]): string;
  /** `12,408` */
  number(value: number): string;
  /** `12 k`, `3.4 M`, for where there is little room. */
  compact(value: number): string;
  /** `12 %`, of a share between 0 and 1. */
  percent(share: number): string;
  /** Of milliseconds: `12 ms`, `3.4 s`, `4 min`. */
  duration(milliseconds: number): string;
  /** A span in the largest unit that fits: `4 s`, `12 min`, `3 h`, `2 days`. */
  span(milliseconds: number): string;
  /** `1.2 MB`, of bytes. */
  bytes(count: number): string;
  /** A moment, to the second. */
  moment(at: number): string;
  /** The time of day, to the second. */
  clock(at: number): string;
  /** A day. */
  day(at: number): string;
  /** Today's time of day, to the second unless it says otherwise; or another day with its time. */
  stamp(at: number, now: number, precision?: 'second' | 'minute'): string;
  /** How far a moment is from now: `just now`, `3 min ago`, `in 2 h`. */
  relative(at: number, now: number): string;
}

/** @param region - whose dates and times they are, such as `en-GB`. */
export function createFormats(language: string, { common }: Messages, region = language): Formats {
  const list = new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' });
  const number = new Intl.NumberFormat(language);
  const compact = new Intl.NumberFormat(language, {
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const moment = new Intl.DateTimeFormat(region, { dateStyle: 'medium', timeStyle: 'medium' });
  const clock = new Intl.DateTimeFormat(region, { timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat(region, { dateStyle: 'medium' });
  const minute = new Intl.DateTimeFormat(region, { timeStyle: 'short' });
  const dayMinute = new Intl.DateTimeFormat(region, {
    ...{ day: 'numeric', month: 'short' },
    ...{ hour: 'numeric', minute: '2-digit' },
  });
  const unit = (value: number, name: string, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      // Short, English has `178 byte` and `2 day`.
      unitDisplay: name === 'day' || name === 'byte' ? 'long' : 'short',
      maximumFractionDigits: digits,
    }).format(value);

  const span = (milliseconds: number) => {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    if (seconds < 60) return unit(seconds, 'second');
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return unit(minutes, 'minute');
    const hours = Math.round(minutes / 60);
    return hours < 48 ? unit(hours, 'hour') : unit(Math.round(hours / 24), 'day');
  };

  return {
    list: (items) => list.format(items),
    number: (value) => number.format(value),
    compact: (value) => compact.format(value),
    percent: (share) => percent.format(share),
    duration(milliseconds) {
      if (milliseconds < 10) return unit(milliseconds, 'millisecond', 1);
      if (milliseconds < 1000) return unit(milliseconds, 'millisecond');
      if (milliseconds < 60_000) return unit(milliseconds / 1000, 'second', 1);
      return span(milliseconds);
    },
    span,
    bytes(count) {
      if (count < 1000) return unit(count, 'byte');
      if (count < 1_000_000) return unit(count / 1000, 'kilobyte', 1);
      if (count < 1_000_000_000) return unit(count / 1_000_000, 'megabyte', 1);
      return unit(count / 1_000_000_000, 'gigabyte', 1);
    },
    moment: (at) => moment.format(at),
    clock: (at) => clock.format(at),
    day: (at) => day.format(at),
    stamp(at, now, precision = 'second') {
      if (!isSameDay(at, now)) return dayMinute.format(at);
      return (precision === 'second' ? clock : minute).format(at);
    },
    relative(at, now) {
      const passed = now - at;
      if (Math.abs(passed) < 2000) return common.justNow;
      return passed > 0 ? common.ago(span(passed)) : common.inFuture(span(-passed));
    },
  };
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
