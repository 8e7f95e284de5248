import type { ServerView } from '../src-shared/domain/hub-state.ts';
import type { Context } from './context.ts';
import type { HubClient } from './hub-client.ts';
import { type ShowDetail, withSpinner } from './output/spinner.ts';

/** Starts (or restarts) a server, showing on a terminal how long it takes and what it writes. */
export async function startServer(
  context: Context,
  hub: HubClient,
  { id, how }: { id: string; how: 'start' | 'restart' },
): Promise<ServerView> {
  const label = how === 'start' ? `Starting ${id}` : `Restarting ${id}`;
  if (!context.io.stderr.isTTY && !context.json) context.note(`${label} …`);
  return withSpinner(context, label, async (showDetail) => {
    const ended = new AbortController();
    const following = followOutput(hub, { id, signal: ended.signal, showDetail });
    try {
      return await hub.servers[how]({ id, project: context.io.cwd });
    } finally {
      ended.abort();
      await following;
    }
  });
}

interface Following {
  id: string;
  signal: AbortSignal;
  showDetail: ShowDetail;
}

/** Its failure is no failure of the start: the lines are a comfort, the start's own answer counts. */
async function followOutput(hub: HubClient, { id, signal, showDetail }: Following): Promise<void> {
  try {
    for await (const line of await hub.logs.follow({ server: id }, { signal }))
      showDetail(line.text);
  } catch {
    return;
  }
}
