import { type KeyboardEvent, useState } from 'react';
import { nextPlace } from './next-place.ts';

/** One item of the gallery can be reached with Tab; from there keys lead to the others. */
export function useItemKeys(ids: readonly string[]) {
  const [current, setCurrent] = useState<string>();
  const reachable = current !== undefined && ids.includes(current) ? current : ids[0];

  function press(event: KeyboardEvent<HTMLElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a[data-item]')];
    const from = links.indexOf(event.target as HTMLElement);
    if (from === -1) return;
    const places = links.map(
      (link) => link.parentElement?.getBoundingClientRect() ?? new DOMRect(),
    );
    const next = nextPlace(event.key, from, places);
    if (next === undefined) return;
    event.preventDefault();
    links[next]?.focus();
  }

  return {
    listProps: { onKeyDown: press },
    linkProps: (id: string) => ({
      'data-item': id,
      tabIndex: id === reachable ? 0 : -1,
      onFocus: () => setCurrent(id),
    }),
  };
}
