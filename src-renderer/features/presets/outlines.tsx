import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import classes from './gallery.module.css';
import oneClasses from './one/one.module.css';

/** The gallery's outline; nothing at all at first, since the answer is mostly there before. */
export function GalleryOutline() {
  const { common } = useMessages();
  if (!useIsDue()) return null;
  return (
    <div className={classes.layout} role="status" aria-busy="true" aria-label={common.loading}>
      <div className={classes.parts}>
        {range(10).map((part) => (
          <div key={part} className={classes.part}>
            <Skeleton height={12} width={88} />
          </div>
        ))}
      </div>
      <div className={classes.gallery}>
        <h2>
          <Skeleton height={16} width={64} />
        </h2>
        <div className={classes.list}>
          {range(12).map((item) => (
            <div key={item} className={classes.item}>
              <Skeleton height={12} width={120} />
              <Skeleton height={12} width={56} />
              <div className={classes.summary}>
                <Skeleton height={12} width="80%" />
              </div>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The outline of one preset's page. */
export function PresetOutline() {
  const { common } = useMessages();
  if (!useIsDue()) return null;
  return (
    <div className={oneClasses.layout} role="status" aria-busy="true" aria-label={common.loading}>
      <div className={oneClasses.main}>
        <Skeleton height={14} width="70%" />
        <Skeleton height={48} width="100%" />
        <Skeleton height={88} width="100%" />
      </div>
    </div>
  );
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

function useIsDue(): boolean {
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return isDue;
}
