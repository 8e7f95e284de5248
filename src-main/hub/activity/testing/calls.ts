import type { CallOutcome, CallRecord } from '../../../../src-shared/domain/activity.ts';
import { BatchWriter, type CallBatch } from '../batch.ts';
import type { CountedCall } from '../call-counts.ts';
import { details, kinds, outcomes } from '../places.ts';

/** A call as a test describes it; what it leaves out is ordinary. */
export interface MadeCall {
  at: number;
  durationMs: number;
  client: string;
  session: string;
  server: string;
  name: string;
  kind: CallRecord['kind'];
  outcome: CallOutcome;
  /** JSON text, as `result`. */
  args: string | undefined;
  result: string | undefined;
  /** A failure of the hub's own. */
  error: string | undefined;
  project: string | undefined;
  detail: (typeof details)[number];
  /** It has no row of its own. */
  isCounted: boolean;
  /** In bytes. */
  mostPayload: number;
}

const ordinary: MadeCall = {
  at: 1_000_000,
  durationMs: 5,
  client: 'cursor',
  session: 'session-1',
  server: 'echo',
  name: 'echo',
  kind: 'tool',
  outcome: 'ok',
  args: '{"text":"hello"}',
  result: '{"content":[{"type":"text","text":"hello"}]}',
  error: undefined,
  project: undefined,
  detail: 'all',
  isCounted: false,
  mostPayload: 16 * 1024,
};

/** Calls as the recorder hands them over. */
export function batchOf(calls: readonly Partial<MadeCall>[]): CallBatch {
  const writer = new BatchWriter();
  for (const call of calls) addCall(writer, { ...ordinary, ...call });
  return writer.finish().batch;
}

function addCall(writer: BatchWriter, call: MadeCall): void {
  const common = {
    at: call.at,
    durationMs: call.durationMs,
    outcome: outcomes.indexOf(call.outcome),
    kind: kinds.indexOf(call.kind),
    client: writer.place(call.client),
    server: writer.place(call.server),
    name: writer.place(call.name),
  };
  if (call.isCounted) writer.count(common);
  else addRow(writer, call, common);
}

function addRow(writer: BatchWriter, call: MadeCall, common: CountedCall): void {
  const { args, result, mostPayload } = call;
  const keeps = call.detail === 'all';
  const copied = (text: string | undefined, isKept: boolean): [length: number, isCut: boolean] => {
    if (text === undefined || !isKept) return [-1, false];
    const bytes = Buffer.from(text);
    const length = writer.copy(bytes, { start: 0, end: bytes.length }, mostPayload);
    return [length, length < bytes.length];
  };
  const [argumentsLength, argumentsCut] = copied(args, keeps);
  const [resultLength, resultCut] = copied(result, keeps || call.outcome === 'error');
  writer.add({
    ...common,
    requestBytes: args?.length ?? 0,
    resultBytes: result?.length ?? 0,
    detail: details.indexOf(call.detail),
    isModern: 0,
    session: writer.place(call.session),
    profile: writer.place('default'),
    project: call.project === undefined ? -1 : writer.place(call.project),
    error: call.error === undefined ? -1 : writer.place(call.error),
    argumentsLength,
    resultLength,
    cut: (argumentsCut ? 1 : 0) + (resultCut ? 2 : 0),
  });
}
