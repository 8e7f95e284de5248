import { useState } from 'react';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { showToast } from '../../../ui/toasts.tsx';

interface ForgetProps {
  /** The client's name. */
  label: string;
  targets: string[];
}

/** Deletes what is kept of a client's files as they were: it cannot be taken back, so it asks. */
export function Forget({ label, targets }: ForgetProps) {
  const { clients, common } = useMessages();
  const { one } = clients;
  const { number } = useFormats();
  const [isAsking, setIsAsking] = useState(false);
  const forget = useAction((hub) => hub.clients.forget({ targets }), {
    onDone({ forgotten }) {
      setIsAsking(false);
      showToast(one.forgotten(forgotten, number(forgotten)));
    },
  });
  return (
    <>
      <Button look="quiet" onClick={() => setIsAsking(true)}>
        {one.forget}
      </Button>
      {isAsking && (
        <Dialog
          title={one.forgetTitle(label)}
          onClose={() => setIsAsking(false)}
          actions={
            <>
              <Button look="danger" busy={forget.busy} onClick={() => forget.run()}>
                {one.forgetDo}
              </Button>
              <Button autofocus onClick={() => setIsAsking(false)}>
                {common.cancel}
              </Button>
            </>
          }
        >
          <p>{one.forgetWhy}</p>
        </Dialog>
      )}
    </>
  );
}
