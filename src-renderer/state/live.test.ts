import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import { createLive, type Live, type LiveState } from './live.ts';

type Stream = () => AsyncGenerator<HubState, void, void>;

describe('live', () => {
  test('starts connecting, then follows every state', async () => {
    await using follower = follow([
      async function* () {
        yield state(1);
        yield state(2);
        await forever();
      },
    ]);
    expect(follower.live.get().phase).toBe('connecting');
    const latest = await follower.until((live) => live.state?.pid === 2);
    expect(latest.phase).toBe('live');
  });

  test('takes a dropped connection up again without a word', async () => {
    await using follower = follow([
      async function* () {
        yield state(1);
      },
      async function* () {
        yield state(2);
        await forever();
      },
    ]);
    await follower.until((live) => live.state?.pid === 2);
    expect(follower.phases).toEqual(['live', 'live']);
  });

  test('is offline with the last state once reconnecting failed, since the first failure', async () => {
    await using follower = follow([
      async function* () {
        yield state(1);
      },
      refused(new TypeError('Failed to fetch')),
      refused(new TypeError('Failed to fetch')),
      async function* () {
        yield state(2);
        await forever();
      },
    ]);
    const offline = await follower.until((live) => live.phase === 'offline');
    expect(offline).toMatchObject({ answer: undefined, state: { pid: 1 } });
    await follower.until((live) => live.state?.pid === 2);
    expect(follower.phases).toEqual(['live', 'offline', 'offline', 'live']);
    expect(new Set(follower.seen.slice(1, 3).map(({ since }) => since)).size).toBe(1);
  });

  test('says what a hub that answers badly said', async () => {
    const broken = new ORPCError('INTERNAL_SERVER_ERROR', { message: 'out of order' });
    await using follower = follow([refused(broken), forever]);
    const offline = await follower.until((live) => live.phase === 'offline');
    expect(offline).toMatchObject({ answer: 'out of order', state: undefined });
  });

  test('knows a missing session from a missing hub', async () => {
    await using follower = follow([
      refused(new ORPCError('UNAUTHORIZED', { status: 401 })),
      async function* () {
        yield state(1);
        await forever();
      },
    ]);
    await follower.until((live) => live.phase === 'live');
    expect(follower.phases).toEqual(['no-session', 'live']);
  });
});

/** Answers with one stream after the other. */
function follow(streams: (Stream | (() => Promise<never>))[]) {
  let calls = 0;
  const changes = async () => {
    const stream = streams[calls];
    calls += 1;
    if (!stream) throw new Error('asked more often than expected');
    return stream();
  };
  const live: Live = createLive({ hub: { changes: changes as never } }, [0, 1]);
  const seen: LiveState[] = [];
  live.subscribe(() => seen.push(live.get()));
  return {
    live,
    seen,
    get phases() {
      return seen.map(({ phase }) => phase);
    },
    until: (test: (live: LiveState) => boolean) =>
      new Promise<LiveState>((resolve) => {
        const look = () => test(live.get()) && resolve(live.get());
        live.subscribe(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      live.close();
    },
  };
}

function refused(error: Error): () => Promise<never> {
  return async () => {
    throw error;
  };
}

function forever(): Promise<never> {
  return new Promise(() => {});
}

function state(pid: number): HubState {
  return { pid } as HubState;
}
