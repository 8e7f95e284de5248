import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServerView } from '../../../src-shared/domain/hub-state.ts';
import type { HubClient } from '../../state/carrier.ts';
import { useHubClient } from '../../state/hub.tsx';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { toldBy, useTrouble } from '../../state/use-trouble.ts';
import { showFailure, showToast } from '../../ui/toasts.tsx';
import type { Entry } from './entry/entry.ts';

/** What can be done to servers, one or many. */
export type ServerVerb = 'start' | 'stop' | 'restart' | 'enable' | 'disable' | 'remove';

type Done = { id: string; removed?: Entry; bundleFolder?: string | undefined };

/** Whether doing it to a server makes a difference. */
export function isUseful(verb: ServerVerb, { health, instances }: ServerView): boolean {
  switch (verb) {
    case 'start':
      return health.phase === 'idle';
    case 'stop':
      return instances.length > 0;
    case 'restart':
      return health.phase !== 'disabled' && health.phase !== 'idle';
    case 'enable':
      return health.phase === 'disabled';
    case 'disable':
      return health.phase !== 'disabled';
    case 'remove':
      return true;
    default:
      return verb satisfies never;
  }
}

/**
 * Does a thing to servers. What is removed can be brought back; failures are told once for all.
 * `busy` is what is being done.
 */
export function useServerActions(options: { onRemoved?(): void } = {}) {
  const client = useHubClient();
  const queries = useQueryClient();
  const { servers: words, bundles } = useMessages();
  const trouble = useTrouble();
  const { number } = useFormats();
  const [busy, setBusy] = useState<ServerVerb>();

  async function run(verb: ServerVerb, servers: readonly ServerView[]): Promise<void> {
    if (busy === verb || servers.length === 0) return;
    setBusy(verb);
    const results = await Promise.allSettled(doAll(client, verb, servers));
    setBusy((now) => (now === verb ? undefined : now));
    void queries.invalidateQueries();
    const done = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    tellFailures(results);
    if (verb === 'remove' && done.length > 0) tellRemoved(done);
  }

  function tellFailures(results: PromiseSettledResult<Done>[]): void {
    const failures = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    if (failures.length === 0) return;
    if (results.length === 1) {
      showFailure(failures[0]);
      return;
    }
    const first = trouble(toldBy(failures[0])).what;
    showFailure(
      new Error(words.someFailed(number(failures.length), number(results.length), first)),
    );
  }

  function tellRemoved(done: readonly Done[]): void {
    const [first] = done;
    const removed =
      done.length === 1 && first ? words.removed(first.id) : words.removedMany(number(done.length));
    const leavesFiles = done.some(({ bundleFolder }) => bundleFolder !== undefined);
    const text = leavesFiles ? `${removed}. ${bundles.filesGo}` : removed;
    showToast(text, () => void bringBack(done));
    options.onRemoved?.();
  }

  async function bringBack(done: readonly Done[]): Promise<void> {
    try {
      for (const { id, removed } of done) {
        if (removed) await client.servers.add({ id, entry: removed });
      }
    } catch (thrown) {
      showFailure(thrown);
    }
    void queries.invalidateQueries();
  }

  return {
    busy,
    run: (verb: ServerVerb, servers: readonly ServerView[]) => void run(verb, servers),
  };
}

/** What edits registry.yaml goes one after the other, so that it stays in order; the rest at once. */
function doAll(hub: HubClient, verb: ServerVerb, servers: readonly ServerView[]): Promise<Done>[] {
  const isEdit = verb === 'enable' || verb === 'disable' || verb === 'remove';
  let turn: Promise<unknown> = Promise.resolve();
  return servers.map(({ id }) => {
    if (!isEdit) return doOne(hub, verb, id);
    const done = turn.then(() => doOne(hub, verb, id));
    turn = done.catch(() => undefined);
    return done;
  });
}

async function doOne(hub: HubClient, verb: ServerVerb, id: string): Promise<Done> {
  if (verb === 'remove') return { id, ...(await hub.servers.remove({ id })) };
  if (verb === 'enable' || verb === 'disable') {
    await hub.servers.setEnabled({ id, enabled: verb === 'enable' });
  } else {
    await hub.servers[verb]({ id });
  }
  return { id };
}
