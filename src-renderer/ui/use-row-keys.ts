import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

interface RowKeysOptions {
  count: number;
  scrollTo(index: number): void;
  open(index: number): void;
  select(index: number): void;
}

/** One row of a list can be reached with Tab; from there j, k and the arrows lead to the others. */
export function useRowKeys({ count, scrollTo, open, select }: RowKeysOptions) {
  const [current, setCurrent] = useState(0);
  const wanted = useRef<{ index: number; list: HTMLElement | null }>(undefined);
  const reachable = Math.min(current, count - 1);
  // What is far away is drawn only after it was scrolled to.
  useEffect(focusWanted);

  function moveTo(index: number, from: HTMLElement): void {
    const next = Math.max(0, Math.min(count - 1, index));
    setCurrent(next);
    scrollTo(next);
    wanted.current = { index: next, list: from.parentElement };
    focusWanted();
  }

  function focusWanted(): void {
    const { index, list } = wanted.current ?? {};
    const row = list?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  }

  function press(index: number, event: KeyboardEvent<HTMLElement>): void {
    // Keys inside of a row's own controls are theirs.
    if (event.target !== event.currentTarget) return;
    const moves: Record<string, number> = {
      j: index + 1,
      ArrowDown: index + 1,
      k: index - 1,
      ArrowUp: index - 1,
      Home: 0,
      End: count - 1,
      PageDown: index + 15,
      PageUp: index - 15,
    };
    const next = moves[event.key];
    if (next !== undefined) moveTo(next, event.currentTarget);
    else if (event.key === 'Enter') open(index);
    else if (event.key === ' ') select(index);
    else return;
    event.preventDefault();
  }

  return {
    rowProps: (index: number) => ({
      tabIndex: index === reachable ? 0 : -1,
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => press(index, event),
      onFocus: () => setCurrent(index),
    }),
  };
}
