import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useNow } from '../../state/now.ts';
import classes from './doctor.module.css';

/** The list's outline, with what takes the time. */
export function Looking() {
  const { doctor: words } = useMessages();
  const { span } = useFormats();
  const now = useNow();
  const [since] = useState(now);
  const waited = now - since;
  return (
    <div className={classes.looking} role="status" aria-busy="true">
      <p>{waited < 5000 ? words.looking : words.lookingFor(span(waited))}</p>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} className={classes.check}>
          <Skeleton height={12} width={64} />
          <Skeleton height={12} width={row % 2 ? 96 : 120} />
          <Skeleton height={12} />
        </div>
      ))}
    </div>
  );
}
