import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './slots.module.css';

/** A way out of the console, in a tab of its own; only web addresses. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  if (!/^https?:\/\//i.test(href)) return children;
  return (
    <a href={href} target="_blank" rel="noreferrer" className={classes.link}>
      {children}
      <IconExternalLink size={14} stroke={1.5} aria-hidden />
    </a>
  );
}

export function hostOf(address: string): string {
  return URL.parse(address)?.host ?? address;
}
