import { errorCodes, type LoomErrorCode } from '../../src-shared/errors.ts';
import { paramSpans, readFrame } from '../../src-shared/wire/frame.ts';
import { valueText } from './envelope.ts';
import { joinLine, type Line } from './line-filter.ts';

/** What a client is told when something fails; a LoomError is one, and so is a hub's refusal. */
export interface Failure {
  code: string;
  message: string;
  remedy: string;
}

/**
 * A JSON-RPC error as a line. `id` is JSON text. The remedy stands in the message too: most clients
 * show only that.
 */
export function failureLine(id: string, failure: Failure): string {
  const code = (errorCodes[failure.code as LoomErrorCode] ?? errorCodes.internal).rpc;
  const error = {
    code,
    message: `loom: ${failure.message}. ${failure.remedy}`,
    data: { loom: failure.code, remedy: failure.remedy },
  };
  return `{"jsonrpc":"2.0","id":${id},"error":${JSON.stringify(error)}}\n`;
}

/** @param subscription - id (JSON text) of the `subscriptions/listen` request that it belongs to. */
export function notificationLine(method: string, subscription?: string): string {
  const meta = `{"_meta":{"io.modelcontextprotocol/subscriptionId":${subscription}}}`;
  const params = subscription === undefined ? '' : `,"params":${meta}`;
  return `{"jsonrpc":"2.0","method":"${method}"${params}}\n`;
}

/** The id (JSON text) of the request that a `notifications/cancelled` withdraws. */
export function cancelledRequest(line: Line): string | undefined {
  const bytes = joinLine(line);
  const reading = readFrame(bytes);
  if (!reading.ok || reading.frame.kind !== 'notification') return undefined;
  const [requestId] = paramSpans(reading.frame, ['requestId']) ?? [];
  return requestId && valueText(bytes, requestId);
}

/** Tells the client that the answer to this request of the hub's is no longer wanted. */
export function cancelledLine(id: string): string {
  const params = `{"requestId":${id},"reason":"the hub restarted"}`;
  return `{"jsonrpc":"2.0","method":"notifications/cancelled","params":${params}}\n`;
}
