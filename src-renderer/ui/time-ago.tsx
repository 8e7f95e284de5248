import { useFormats } from '../state/messages.tsx';
import { useNow } from '../state/now.ts';

/** How long ago something was, or how soon it will be; the exact time on hover. */
export function TimeAgo({ at }: { at: number }) {
  const now = useNow();
  const { moment, relative } = useFormats();
  return (
    <time dateTime={new Date(at).toISOString()} title={moment(at)}>
      {relative(at, now)}
    </time>
  );
}
