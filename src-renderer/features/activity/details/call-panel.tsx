import { UnstyledButton } from '@mantine/core';
import { IconExternalLink, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { CopyIcon } from '../../../ui/copy-line.tsx';
import { Failure } from '../../../ui/failure.tsx';
import classes from './call-panel.module.css';
import { CallView } from './call-view.tsx';
import { useCall } from './use-call.ts';

/** A call's details beside the list. Escape closes it. */
export function CallPanel({ id, onClose }: { id: number; onClose(): void }) {
  const { details: words } = useMessages().activity;
  const { data, error, refetch } = useCall(id);
  const panel = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another call is another panel
  useEffect(() => panel.current?.focus({ preventScroll: true }), [id]);
  useEscape(onClose);
  const path = `/activity/${id}`;
  return (
    <aside
      ref={panel}
      className={classes.panel}
      tabIndex={-1}
      aria-label={words.panel(data?.name ?? String(id))}
    >
      <div className={classes.head}>
        <h2>
          <code>{data?.name}</code>
        </h2>
        <CopyIcon name={words.copyLink} text={new URL(path, location.href).href} />
        <Link to={path} aria-label={words.page} title={words.page}>
          <IconExternalLink size={16} stroke={1.5} aria-hidden />
        </Link>
        <UnstyledButton aria-label={words.close} title={words.close} onClick={onClose}>
          <IconX size={16} stroke={1.5} aria-hidden />
        </UnstyledButton>
      </div>
      {data && <CallView key={id} call={data} />}
      {!data && error !== null && <Failure error={error} retry={refetch} />}
    </aside>
  );
}

/** Unless it belongs to something that floats, or to a field. */
function useEscape(onClose: () => void): void {
  const latest = useRef(onClose);
  latest.current = onClose;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const isElsewhere =
        event.target instanceof Element &&
        event.target.closest('[role="dialog"], input, select, textarea') !== null;
      if (!isElsewhere) latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
