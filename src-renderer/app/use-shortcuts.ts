import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { pages } from './pages.ts';

export type Overlay = 'palette' | 'shortcuts';

/** The keys that work on every page. What a page adds for its own lists is in `ui/data-table.tsx`. */
export function useShortcuts() {
  const [open, setOpen] = useState<Overlay>();
  const navigate = useNavigate();
  const hide = useCallback(() => setOpen(undefined), []);
  useEffect(() => {
    let isGoing = false;
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpen('palette');
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const page = isGoing ? pages.find(({ shortcut }) => shortcut === event.key) : undefined;
      isGoing = event.key === 'g' && !isGoing;
      if (page) void navigate({ to: page.path });
      else if (event.key === '?') setOpen('shortcuts');
      else if (event.key === '/') focusSearch(event);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [navigate]);
  return { open, show: setOpen, hide };
}

/** Letters belong to a field that has the focus, unless it takes none. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio)$/.test(target.type);
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function focusSearch(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLInputElement>('[data-page-search]');
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}
