import { CopyLine } from '../../ui/copy-line.tsx';
import classes from './no-session.module.css';

/** A browser gets in by a link from the user's own terminal: says how. */
export function NoSession() {
  const expired = new URLSearchParams(location.search).get('link') === 'expired';
  return (
    <section className={classes.page} aria-labelledby="no-session">
      <h2 id="no-session">
        {expired
          ? 'This link was used already, or is over a minute old'
          : 'Open the console with a link'}
      </h2>
      <p>
        The hub shows itself only to browsers that you let in. Run this in a terminal; it opens the
        console, or prints a link to it that works once, within a minute.
      </p>
      <p>
        <CopyLine name="command" text="loom console" />
      </p>
      <p className={classes.note}>
        An open console asks for this again after the hub was restarted. This page continues by
        itself once you are in.
      </p>
    </section>
  );
}
