import { useLayoutEffect } from 'react';

/**
 * What had the focus when this appeared has it again when it goes. A button that is gone or hidden by
 * then gives it to its row, or to the page's content: a keyboard user does not begin at the top.
 */
export function useFocusBack(): void {
  useLayoutEffect(() => {
    const opener = document.activeElement;
    const row = opener?.closest('[role="row"][tabindex]');
    return () => {
      const places = [opener, row, document.getElementById('content')];
      for (const place of places) {
        if (!(place instanceof HTMLElement) || place === document.body) continue;
        place.focus({ preventScroll: true });
        if (document.activeElement === place) return;
      }
    };
  }, []);
}
