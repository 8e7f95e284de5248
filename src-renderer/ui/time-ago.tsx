import { useNow } from '../state/now.ts';
import { momentOf, spanOf } from './time.ts';

/** How long ago something was; the exact time on hover. */
export function TimeAgo({ at }: { at: number }) {
  const now = useNow();
  const passed = now - at;
  return (
    <time dateTime={new Date(at).toISOString()} title={momentOf(at)}>
      {passed < 2000 ? 'just now' : `${spanOf(passed)} ago`}
    </time>
  );
}
