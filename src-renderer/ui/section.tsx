import type { ReactNode } from 'react';
import classes from './section.module.css';

interface SectionProps {
  /** Also the anchor that counts link to. */
  id: string;
  title: string;
  /** One line beside the title. */
  aside?: string;
  /** At the end of the title's line. */
  action?: ReactNode;
  children: ReactNode;
}

/** A part of a page: title, one line about it, content. */
export function Section({ id, title, aside, action, children }: SectionProps) {
  return (
    <section id={id} className={classes.section} aria-labelledby={`${id}-title`}>
      <div className={classes.head}>
        <h2 id={`${id}-title`}>{title}</h2>
        <span className={classes.aside}>{aside}</span>
        {action}
      </div>
      {children}
    </section>
  );
}
