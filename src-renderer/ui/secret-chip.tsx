import { useMessages } from '../state/messages.tsx';
import classes from './secret-chip.module.css';

/** In place of a secret: its name, never its value. */
export function SecretChip({ name }: { name: string }) {
  const { common } = useMessages();
  return (
    <span className={classes.chip} title={common.secret(name)}>
      <span aria-hidden>••••</span>
      <code>{name}</code>
    </span>
  );
}
