import { readFrame } from '../../../src-shared/wire/frame.ts';
import { findMembers, parseText } from '../../../src-shared/wire/json-scan.ts';
import { byteLength, type Pieces, rpcCodes } from '../mcp/message.ts';

/** Longer answers are results, or errors whose code the client reads by itself. */
const readUpTo = 64 * 1024;

/** A short message as one piece, any other as it is. */
export function joinIfShort(message: Pieces): Pieces {
  if (message.length === 1 || byteLength(message) > readUpTo) return message;
  return [Buffer.concat(message)];
}

/**
 * The HTTP status of an answer of the modern era (2026-07-28 basic/transports/streamable-http).
 * Errors stand in the body with status 200, but for those that the revision gives another.
 *
 * @param answer - as `joinIfShort` makes it.
 */
export function statusOfAnswer([bytes, ...more]: Pieces): number {
  if (!bytes || more.length > 0 || bytes.length > readUpTo || !mayBeError(bytes)) return 200;
  const reading = readFrame(bytes);
  if (!reading.ok || reading.frame.kind !== 'response' || reading.frame.outcome !== 'error') {
    return 200;
  }
  const [code] = findMembers(bytes, reading.frame.body.start, ['code']) ?? [];
  return statuses.get(Number(code && parseText(bytes, code))) ?? 200;
}

const statuses: ReadonlyMap<number, number> = new Map([
  [rpcCodes.methodNotFound, 404],
  [rpcCodes.headerMismatch, 400],
  [rpcCodes.missingCapability, 400],
  [rpcCodes.unsupportedVersion, 400],
]);

/** A native search: most answers are results and need not be scanned. */
function mayBeError({ buffer, byteOffset, byteLength: length }: Uint8Array): boolean {
  return Buffer.from(buffer, byteOffset, length).includes('"error"');
}
