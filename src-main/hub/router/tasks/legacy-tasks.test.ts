import { expect, test } from 'vitest';
import { LoomError } from '../../../../src-shared/errors.ts';
import { type ResponseFrame, readFrame } from '../../../../src-shared/wire/frame.ts';
import { ServerRefusal } from '../../mcp/peer.ts';
import { Session } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import { LegacyTasks } from './legacy-tasks.ts';

/** A server that answers `tasks/get` by id; what is not there it does not know. */
function serverWith(answers: Record<string, string | Error>): Instance {
  const ask = async (_method: string, { taskId }: { taskId: string }) => {
    const answer = answers[taskId] ?? new ServerRefusal(-32602, 'no such task');
    if (answer instanceof Error) throw answer;
    return response(answer);
  };
  return { holds: 0, peer: { ask } } as unknown as Instance;
}

function response(result: string): ResponseFrame {
  const reading = readFrame(Buffer.from(`{"jsonrpc":"2.0","id":1,"result":${result}}`));
  if (!reading.ok || reading.frame.kind !== 'response') throw new Error('not a response');
  return reading.frame;
}

function sessionWith(tasks: LegacyTasks, instance: Instance, ids: readonly string[]): Session {
  const session = new Session({ carrier: 'socket', profile: 'default', send: () => {} });
  for (const taskId of ids) {
    const created = response(JSON.stringify({ task: { taskId } }));
    tasks.created(session, instance, created, { upstream: 1, client: undefined });
  }
  return session;
}

test('a session is told its tasks as their server describes them, without the forgotten', async () => {
  const tasks = new LegacyTasks();
  const session = sessionWith(tasks, serverWith({ a: '{"taskId":"a","x":1.0}' }), ['a', 'gone']);
  const texts = await tasks.list(session);
  expect(texts.map((text) => Buffer.from(text).toString())).toEqual(['{"taskId":"a","x":1.0}']);
});

test('a server that does not answer makes no list that looks complete', async () => {
  const tasks = new LegacyTasks();
  const dead = new LoomError('server-crashed', 'gone');
  const session = sessionWith(tasks, serverWith({ a: dead }), ['a']);
  await expect(tasks.list(session)).rejects.toBe(dead);
});
