import { useMessages } from '../state/messages.tsx';
import { useWindowTitle } from '../state/window-title.ts';
import { CopyLine } from '../ui/copy-line.tsx';
import classes from './no-session.module.css';

/** A browser gets in by a link from the user's own terminal: says how. */
export function NoSession() {
  const { noSession } = useMessages().frame;
  const expired = new URLSearchParams(location.search).get('link') === 'expired';
  const title = expired ? noSession.expired : noSession.title;
  useWindowTitle(title);
  return (
    <section className={classes.page} aria-labelledby="no-session">
      <h1 id="no-session">{title}</h1>
      <p>{noSession.why}</p>
      <p>
        <CopyLine name={noSession.command} text="loom console" />
      </p>
      <p className={classes.note}>{noSession.later}</p>
    </section>
  );
}
