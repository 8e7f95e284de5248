import { useMessages } from '../state/messages.tsx';
import { Button } from './button.tsx';
import { Explained } from './explained.tsx';
import { describeFailure } from './toasts.tsx';

/** In place of what could not be read: why, what to do, and another try. */
export function Failure({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { common } = useMessages();
  const { message, remedy } = describeFailure(error);
  return (
    <Explained
      role="alert"
      what={message}
      evidence={remedy}
      action={retry && <Button onClick={retry}>{common.retry}</Button>}
    />
  );
}
