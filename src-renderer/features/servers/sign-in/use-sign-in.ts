import { useState } from 'react';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useAction } from '../../../state/use-action.ts';
import { showFailure } from '../../../ui/toasts.tsx';

/** Signing in to a server and out of it. `link` is where the browser goes, once that is known. */
export function useSignIn({ id, signIn }: ServerView) {
  const [link, setLink] = useState<string>();
  const begin = useAction((hub) => hub.servers.signIn({ id }), {
    onDone: ({ url }) => setLink(url),
    // What failed with the server stands on its page, with its cause.
    onError: (thrown) => signIn?.phase !== 'failed' && showFailure(thrown),
  });
  const finish = useAction(
    (hub, address: string) => hub.servers.finishSignIn({ id, address }),
    // It stands beside the address.
    { onError() {} },
  );
  const cancel = useAction((hub) => hub.servers.cancelSignIn({ id }));
  const signOut = useAction((hub) => hub.servers.signOut({ id }));
  return {
    link: signIn?.phase === 'waiting' && isWebAddress(link) ? link : undefined,
    begin: () => {
      setLink(undefined);
      begin.run();
    },
    isBeginning: begin.busy,
    finish,
    cancel: () => cancel.run(),
    signOut: () => signOut.run(),
    isSigningOut: signOut.busy,
  };
}

/** The hub has checked it, too. */
function isWebAddress(link: string | undefined): link is string {
  return link !== undefined && /^https?:\/\//i.test(link);
}
