import {
  type NotificationFrame,
  paramSpans,
  type RequestFrame,
} from '../../../src-shared/wire/frame.ts';
import { locateMembers, parseString, type Span } from '../../../src-shared/wire/json-scan.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';

/** What a modern request says of its sender, in its `_meta`; spans of the request's bytes. */
export interface Envelope {
  /** The whole `_meta` object. */
  meta: Span;
  protocolVersion: string;
  /** Undefined where it is missing, which makes the request malformed. */
  clientCapabilities: Span | undefined;
  clientInfo: Span | undefined;
  logLevel: string | undefined;
  /** Undefined also where it stands there twice. */
  progressToken: Span | undefined;
}

/**
 * The envelope of a message of the modern era; undefined where it claims no such era, so that it
 * belongs to the legacy one.
 */
export function readEnvelope(frame: RequestFrame | NotificationFrame): Envelope | undefined {
  const [meta] = paramSpans(frame, ['_meta']) ?? [];
  const found = meta && locateMembers(frame.bytes, meta.start, metaNames);
  if (!meta || !found || found.twice.some((place) => place !== tokenPlace)) return undefined;
  const [version, clientCapabilities, clientInfo, level, token] = found.spans;
  const protocolVersion = version && parseString(frame.bytes, version);
  if (protocolVersion === undefined) return undefined;
  const logLevel = level && parseString(frame.bytes, level);
  const progressToken = found.twice.length > 0 ? undefined : token;
  return { meta, protocolVersion, clientCapabilities, clientInfo, logLevel, progressToken };
}

const metaNames = [
  metaKeys.protocolVersion,
  metaKeys.clientCapabilities,
  metaKeys.clientInfo,
  metaKeys.logLevel,
  'progressToken',
];
const tokenPlace = metaNames.length - 1;
