import { useRef } from 'react';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useAction } from '../../../state/use-action.ts';
import type { Entry } from '../entry/entry.ts';

/**
 * Changes a server's entry in registry.yaml. Changes wait for each other, and each is made to the entry
 * as it is by then: what was changed a moment ago, here or by hand, is not undone.
 */
export function useUpdate(
  { id }: ServerView,
  options: { onDone?(): void; onError?(error: unknown): void } = {},
) {
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  return useAction((hub, change: (entry: Entry) => Entry) => {
    const done = turn.current.then(async () => {
      const { entry } = await hub.servers.get({ id });
      return await hub.servers.update({ id, entry: change(entry) });
    });
    turn.current = done.catch(() => undefined);
    return done;
  }, options);
}
