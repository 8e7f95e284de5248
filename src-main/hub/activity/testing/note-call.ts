import { type Frame, readFrame } from '../../../../src-shared/wire/frame.ts';
import { encode } from '../../mcp/message.ts';
import type { EndedCall } from '../../router/ended-call.ts';
import { Session } from '../../sessions/session.ts';
import type { Activity } from '../activity.ts';

/** A call as a test describes it; what it leaves out is ordinary. */
export interface EndedAs {
  method?: string;
  /** As its server knows it. */
  name?: string;
  args?: object;
  params?: object;
  result?: object;
  /** The server's JSON-RPC error. */
  error?: object;
  /** The hub's. */
  failure?: Error;
  isCancelled?: boolean;
  durationMs?: number;
  /** The folder that its client works in. */
  project?: string | undefined;
}

function sessionIn(project: string | undefined): Session {
  return new Session({
    carrier: 'socket',
    profile: 'default',
    clientHint: 'test',
    project,
    send() {},
  });
}

const usual = sessionIn(undefined);

/** Hands a call over as the router does when it has ended. */
export function noteCall({ note }: Pick<Activity, 'note'>, ended: EndedAs): void {
  const { failure, isCancelled, durationMs = 1 } = ended;
  const outcome = ended.error || failure ? 'error' : 'ok';
  const said = failure ?? (isCancelled ? undefined : frameOf(answerOf(ended)));
  if (said && 'kind' in said && said.kind !== 'response') throw new Error('no answer');
  note?.(callOf(ended), { outcome: isCancelled ? 'cancelled' : outcome, said, durationMs });
}

export function callOf(ended: EndedAs): EndedCall {
  const { method = 'tools/call', name = 'tool', args, params, project } = ended;
  const session = project === undefined ? usual : sessionIn(project);
  const request = { jsonrpc: '2.0', id: 1, method, params: params ?? { name, arguments: args } };
  const frame = frameOf(request);
  if (frame.kind !== 'request') throw new Error('no request');
  return {
    startedAt: performance.now(),
    request: { frame, session, reply() {}, notify() {}, drop() {} },
    route: {
      serverId: 'srv',
      edits: [],
      asTool: true,
      progressToken: undefined,
      mirrored: { name },
      acquire() {
        throw new Error('it has ended');
      },
    },
  };
}

function answerOf({ result = { content: [] }, error }: EndedAs): object {
  return { jsonrpc: '2.0', id: 1, ...(error ? { error } : { result }) };
}

function frameOf(message: object): Frame {
  const reading = readFrame(encode(message));
  if (!reading.ok) throw new Error(reading.detail);
  return reading.frame;
}
