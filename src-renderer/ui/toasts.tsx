import '@mantine/notifications/styles.layer.css';
import { Notifications, notifications } from '@mantine/notifications';
import { en } from '../messages/en/index.ts';
import { useMessages } from '../state/messages.tsx';
import { Button } from './button.tsx';
import classes from './toasts.module.css';
import { ThrownTrouble } from './trouble-text.tsx';

let words = { undo: en.common.undo as string, dismiss: en.frame.dismiss as string };

/** Where toasts appear; once per window. */
export function Toasts() {
  const { common, frame } = useMessages();
  words = { undo: common.undo, dismiss: frame.dismiss };
  return <Notifications position="bottom-right" limit={4} containerWidth={380} />;
}

/** Says what was done, with a way back where there is one. */
export function showToast(message: string, undo?: () => void): void {
  show(message, undo && { text: words.undo, run: undo }, undo ? 12_000 : 5000);
}

/** Says what is left to do, and does it where that is wanted; stays until it is answered. */
export function showOffer(message: string, offer: Offer): void {
  show(message, offer, false);
}

interface Offer {
  text: string;
  run(): void;
}

function show(message: string, offer: Offer | undefined, autoClose: number | false): void {
  const id = notifications.show({
    message: (
      <div className={classes.toast}>
        <span>{message}</span>
        {offer && (
          <Button
            look="quiet"
            onClick={() => {
              notifications.hide(id);
              offer.run();
            }}
          >
            {offer.text}
          </Button>
        )}
      </div>
    ),
    autoClose,
    withBorder: true,
    closeButtonProps: { 'aria-label': words.dismiss },
  });
}

/** Says why an action did not work, and what to do; stays until it is closed. */
export function showFailure(thrown: unknown): void {
  notifications.show({
    message: <ThrownTrouble error={thrown} />,
    color: 'red',
    autoClose: false,
    withBorder: true,
    role: 'alert',
    closeButtonProps: { 'aria-label': words.dismiss },
  });
}
