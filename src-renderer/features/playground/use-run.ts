import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunRequest } from '../../../src-shared/contract/playground.ts';
import type { HubClient } from '../../state/carrier.ts';
import { useHubClient } from '../../state/hub.tsx';
import {
  addLine,
  advance,
  idle,
  type RunQuestion,
  type RunState,
  withoutQuestion,
} from './run-state.ts';

/** One client for servers as long as the window is open, also when the page is loaded again. */
const session = windowName();

export type AskedFor = Pick<RunRequest, 'method' | 'params' | 'profile' | 'project'>;

/** Runs one request at a time; leaving the page cancels it. */
export function useRun() {
  const client = useHubClient();
  const [state, setState] = useState<RunState>(idle);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback(
    (asked: AskedFor) => {
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      const change = (next: (state: RunState) => RunState) => {
        if (running.current === abort) setState(next);
      };
      setState({ ...idle, phase: 'running', startedAt: Date.now() });
      follow(client, { ...asked, session }, { signal: abort.signal, change }).catch((error) => {
        if (!abort.signal.aborted)
          change((before) => ({ ...before, phase: 'failed', error, questions: [] }));
      });
    },
    [client],
  );

  const cancel = useCallback(() => {
    running.current?.abort();
    setState((before) =>
      before.phase === 'running' ? { ...before, phase: 'cancelled', questions: [] } : before,
    );
  }, []);

  const clear = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setState(idle);
  }, []);

  const answer = useCallback(
    (question: RunQuestion, result: Record<string, unknown> | undefined) => {
      setState((before) => withoutQuestion(before, question.id));
      const { run = '' } = state;
      const given = result ? { result } : { refused: true };
      // Nobody to answer any more: the run's own end says why.
      client.playground.answer({ run, id: question.id, ...given }).catch(() => undefined);
    },
    [client, state],
  );

  return { state, start, cancel, clear, answer };
}

interface Following {
  signal: AbortSignal;
  change(next: (state: RunState) => RunState): void;
}

async function follow(
  client: HubClient,
  request: RunRequest,
  { signal, change }: Following,
): Promise<void> {
  let run = '';
  for await (const event of await client.playground.run(request, { signal })) {
    if (event.type === 'started') run = event.run;
    if (event.type === 'question' && event.method === 'roots/list') {
      const roots = rootsOf(request.project);
      await client.playground.answer({ run, id: event.id, result: { roots } });
      change((state) => addLine(state, { kind: 'roots', roots: roots.map(({ uri }) => uri) }));
    } else change((state) => advance(state, event));
  }
  change((state) => (state.phase === 'running' ? { ...state, phase: 'cancelled' } : state));
}

/** The folders that a client has open: the one that the page was given. */
function rootsOf(project: string | undefined): { uri: string; name: string }[] {
  if (project === undefined) return [];
  const path = project.replaceAll('\\', '/');
  const uri = encodeURI(path.startsWith('/') ? `file://${path}` : `file:///${path}`);
  return [{ uri, name: path.split('/').filter(Boolean).at(-1) ?? path }];
}

function windowName(): string {
  const key = 'loom.playground.session';
  try {
    const name = sessionStorage.getItem(key) ?? newName();
    sessionStorage.setItem(key, name);
    return name;
  } catch {
    // Storage is off: a page that is loaded again is another client.
    return newName();
  }
}

function newName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
