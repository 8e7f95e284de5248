import { IconArrowUp } from '@tabler/icons-react';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { type CallList, mostWaiting } from './call-list.ts';
import classes from './new-calls.module.css';

/** What came while the rows had to stay; floats, so that it moves none of them. */
export function NewCalls({ list, onShow }: { list: CallList; onShow(): void }) {
  const { activity } = useMessages();
  const { number } = useFormats();
  const count = list.waiting.length;
  return (
    <div className={classes.place}>
      {count > 0 && (
        <span className={classes.floating}>
          <Button look="primary" onClick={onShow}>
            <IconArrowUp size={14} stroke={1.5} aria-hidden />
            {list.isOverrun
              ? activity.newTooMany(number(mostWaiting))
              : activity.newCalls(count, number(count))}
          </Button>
        </span>
      )}
    </div>
  );
}
