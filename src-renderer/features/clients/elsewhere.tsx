import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useFormats, useMessages } from '../../state/messages.tsx';
import classes from './elsewhere.module.css';
import type { ClientRow } from './list-rows.ts';

/** Clients that are not on this machine: out of the way, until somebody searches for one. */
export function Elsewhere({ rows, isOpen }: { rows: readonly ClientRow[]; isOpen: boolean }) {
  const { clients } = useMessages();
  const { number } = useFormats();
  const [open, setOpen] = useState(isOpen);
  useEffect(() => setOpen(isOpen), [isOpen]);
  if (rows.length === 0) return null;
  return (
    <details
      className={classes.part}
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{clients.elsewhere(rows.length, number(rows.length))}</summary>
      {open && (
        <ul className={classes.list}>
          {rows.map(({ key, label, client }) => (
            <li key={key}>
              <Link to={`/clients/${client}`}>{label}</Link>
              <code>{key}</code>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
