import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { LiveState } from '../state/live.ts';
import { useMessages } from '../state/messages.tsx';
import { LoomMark } from '../ui/loom-mark.tsx';
import { HubLine } from './hub-line.tsx';
import { type PageEntry, pages } from './pages.ts';
import classes from './sidebar.module.css';

interface SidebarProps {
  live: LiveState;
  /** Opens the palette. */
  onSearch(): void;
}

export function Sidebar({ live, onSearch }: SidebarProps) {
  const { frame } = useMessages();
  return (
    <aside aria-label="Loom" className={classes.sidebar}>
      <Link to="/" className={classes.brand} aria-label="Loom">
        <LoomMark size={18} />
        <span className={classes.word}>Loom</span>
      </Link>
      <UnstyledButton className={classes.search} onClick={onSearch} aria-label={frame.palette.open}>
        <IconSearch size={16} stroke={1.5} aria-hidden />
        <span className={classes.word}>{frame.palette.open}</span>
        <kbd className={classes.word}>{paletteKeys()}</kbd>
      </UnstyledButton>
      <nav aria-label={frame.navigation} className={classes.pages}>
        {pages.map((page) => (
          <PageLink key={page.id} page={page} />
        ))}
      </nav>
      <HubLine live={live} />
    </aside>
  );
}

function PageLink({ page: { id, path, icon: Icon, place } }: { page: PageEntry }) {
  const name = useMessages().frame.pages[id];
  return (
    <Tooltip label={name} position="right" classNames={{ tooltip: classes.tip }}>
      <Link
        to={path}
        className={classes.link}
        data-place={place}
        activeOptions={{ exact: path === '/', includeSearch: false }}
        aria-label={name}
      >
        <Icon size={16} stroke={1.5} aria-hidden />
        <span className={classes.word}>{name}</span>
      </Link>
    </Tooltip>
  );
}

function paletteKeys(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K';
}
