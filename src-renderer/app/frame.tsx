import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useLive } from '../state/hub.tsx';
import { useMessages } from '../state/messages.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { Connecting } from './connecting.tsx';
import classes from './frame.module.css';
import { NoSession } from './no-session.tsx';
import { Offline } from './offline.tsx';
import { Sidebar } from './sidebar.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const ShortcutList = lazy(async () => ({
  default: (await import('./shortcut-list.tsx')).ShortcutList,
}));

/** What surrounds every page. Without a hub it shows the page's last state, and that it is the last. */
export function Frame() {
  const live = useLive();
  const { frame } = useMessages();
  const { open, show, hide } = useShortcuts();
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {frame.skip}
      </a>
      <Sidebar live={live} onSearch={() => show('palette')} />
      <div className={classes.content} data-stale={live.phase !== 'live' || undefined}>
        {live.phase === 'offline' && <Offline live={live} />}
        <main id="content" tabIndex={-1}>
          {live.phase === 'connecting' && <Connecting since={live.since} />}
          {live.phase === 'no-session' && <NoSession />}
          {live.state && live.phase !== 'no-session' && <Outlet />}
        </main>
      </div>
      <Toasts />
      <Suspense>
        {open === 'palette' && <Palette onClose={hide} onShortcuts={() => show('shortcuts')} />}
        {open === 'shortcuts' && <ShortcutList onClose={hide} />}
      </Suspense>
    </div>
  );
}
