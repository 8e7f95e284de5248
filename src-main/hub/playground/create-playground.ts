import { randomUUID } from 'node:crypto';
import type { RunEvent, RunRequest } from '../../../src-shared/contract/playground.ts';
import { defaultProfile } from '../../../src-shared/domain/profile.ts';
import { toLoomError } from '../../../src-shared/errors.ts';
import type { HubService } from '../api/hub-service.ts';
import type { Core } from '../core.ts';
import { withOwnSession } from '../own-session.ts';
import { KeptClients } from './kept-clients.ts';
import { PlaygroundClient } from './playground-client.ts';
import { Run } from './run.ts';
import { listSurface } from './surface.ts';

/** Lets a person be the client: run anything, see all that happens, answer what servers ask. */
export function createPlayground(core: Core): HubService['playground'] {
  const runs = new Map<string, Run>();
  const kept = new KeptClients();

  function open({ profile = defaultProfile, project, session }: ClientOf): OpenClient {
    const key = session && JSON.stringify([session, profile, project]);
    const waiting = key === undefined ? undefined : kept.take(key);
    const client = waiting ?? new PlaygroundClient(core, { profile, project });
    return { client, key, isNew: !waiting };
  }

  return {
    run(request, signal) {
      signal.throwIfAborted();
      if (request.method === 'completion/complete') return complete(core, request, signal);
      const { client, key, isNew } = open(request);
      const run = new Run(randomUUID(), client, signal);
      runs.set(run.id, run);
      const end = () => {
        if (!runs.delete(run.id)) return;
        signal.removeEventListener('abort', end);
        run.end();
        if (key !== undefined && run.isDone && !signal.aborted) kept.put(key, client);
        else client.end();
      };
      // The caller may go away before it has taken the first event.
      signal.addEventListener('abort', end, { once: true });
      if (isNew) client.introduce();
      run.start(request);
      return followed(run, end);
    },
    async answer({ run, id, result, refused }) {
      const given = refused ? undefined : result;
      return { taken: runs.get(run)?.answer(id, given) ?? false };
    },
    async surface({ profile = defaultProfile, server }) {
      if (server !== undefined) core.supervisor.server(server);
      return await listSurface(core, profile, server);
    },
  };
}

type ClientOf = Pick<RunRequest, 'profile' | 'project' | 'session'>;

interface OpenClient {
  client: PlaygroundClient;
  /** Under which it is kept for the next run; undefined where it is not. */
  key: string | undefined;
  isNew: boolean;
}

async function* followed(run: Run, end: () => void): AsyncGenerator<RunEvent, void, void> {
  try {
    yield* run.events();
  } finally {
    end();
  }
}

/** Asked while somebody types, by a session that shares instances: no process per letter. */
async function* complete(
  core: Core,
  { method, params, profile = defaultProfile, project }: RunRequest,
  signal: AbortSignal,
): AsyncGenerator<RunEvent, void, void> {
  const startedAt = performance.now();
  const response = await withOwnSession(core, { profile, project, signal }, (ask) =>
    ask(method, params),
  ).then((result) => ({ jsonrpc: '2.0', id: 1, result }), failed);
  const bytes = Buffer.byteLength(JSON.stringify(response));
  yield { type: 'done', tookMs: performance.now() - startedAt, response, bytes };
}

function failed(thrown: unknown): object {
  const { code, message, remedy } = toLoomError(thrown);
  const data = { loom: code, remedy };
  return { jsonrpc: '2.0', id: 1, error: { code: -32603, message, data } };
}
