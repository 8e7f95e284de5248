import { type RefObject, useEffect, useState } from 'react';

/** The page's header, below which the table's own stays when rows go on behind it. */
const headerHeight = 48;

/**
 * Whether rows must stay where they are: somebody has scrolled to them, points at one, or has the focus
 * in one. A selection of text counts, too: it would go with its row.
 */
export function useHold(area: RefObject<HTMLElement | null>): boolean {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    let isPointedAt = false;
    const update = () => {
      const element = area.current;
      if (!element) return setIsHeld(false);
      const hasFocus = element.contains(document.activeElement);
      const isScrolled = element.getBoundingClientRect().top < headerHeight;
      setIsHeld(isPointedAt || hasFocus || isScrolled || hasSelection(element));
    };
    const move = ({ target }: Event) => {
      const next = target instanceof Node && (area.current?.contains(target) ?? false);
      if (next === isPointedAt) return;
      isPointedAt = next;
      update();
    };
    const leave = () => {
      isPointedAt = false;
      update();
    };
    const closing = new AbortController();
    const options = { signal: closing.signal, passive: true };
    document.addEventListener('pointerover', move, options);
    document.documentElement.addEventListener('pointerleave', leave, options);
    window.addEventListener('scroll', update, options);
    document.addEventListener('focusin', update, options);
    // The focus is nowhere while it moves.
    document.addEventListener('focusout', () => setTimeout(update), options);
    document.addEventListener('selectionchange', update, options);
    return () => closing.abort();
  }, [area]);
  return isHeld;
}

function hasSelection(element: HTMLElement): boolean {
  const selection = document.getSelection();
  return !!selection && !selection.isCollapsed && element.contains(selection.anchorNode);
}
