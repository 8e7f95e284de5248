import { paramSpans, type RequestFrame, readFrame } from '../../src-shared/wire/frame.ts';
import { parseText } from '../../src-shared/wire/json-scan.ts';
import type { Envelope } from './envelope.ts';
import { joinLine, type Line } from './line-filter.ts';

/** What a new hub must be told so that it stands where the old one stood. */
export interface SessionMemory {
  /** Notes what the client sends to the hub. */
  sent(message: Envelope, line: Line): void;
  /** Notes what the hub answers. */
  answered(message: Envelope, line: Line): void;
  /** The client's `initialize`, while nobody has answered it. */
  openHandshake(): { id: string; line: Line } | undefined;
  /** The client's `initialize`, once it was answered. */
  handshake(): RequestFrame | undefined;
  /** The client's `notifications/initialized`, if it came. */
  initialized(): Buffer | undefined;
  /** The client's requests that set something which lasts. */
  settings(): RequestFrame[];
  /** The list_changed notifications that the hub announced in its answer to `initialize`. */
  announcedChanges(): string[];
}

/**
 * Remembers the state that a legacy client (2025-11-25 and before) builds up in its hub: handshake,
 * log level and resource subscriptions. Kept as the client's own bytes.
 */
export function createSessionMemory(): SessionMemory {
  let initialize: { id: string; line: Line } | undefined;
  let answer: Buffer | undefined;
  let initialized: Buffer | undefined;
  let logLevel: Buffer | undefined;
  const subscriptions = new Map<string, Buffer>();

  return {
    sent(message, line) {
      if (message.kind === 'response') return;
      switch (message.method) {
        case 'initialize':
          if (message.kind === 'request') initialize = { id: message.id, line: [copyOf(line)] };
          answer = undefined;
          break;
        case 'notifications/initialized':
          initialized = copyOf(line);
          break;
        case 'logging/setLevel':
          logLevel = copyOf(line);
          break;
        case 'resources/subscribe':
          subscriptions.set(uriOf(line), copyOf(line));
          break;
        case 'resources/unsubscribe':
          subscriptions.delete(uriOf(line));
      }
    },
    answered(message, line) {
      if (message.kind === 'response' && message.id === initialize?.id) answer ??= copyOf(line);
    },
    openHandshake: () => (answer ? undefined : initialize),
    handshake: () => (initialize && answer ? toRequest(initialize.line) : undefined),
    initialized: () => initialized,
    settings: () =>
      [logLevel, ...subscriptions.values()].flatMap((line) => (line && toRequest([line])) ?? []),
    announcedChanges: () => (answer && initialized ? announcedBy(answer) : []),
  };
}

function copyOf(line: Line): Buffer {
  return Buffer.concat(line);
}

function toRequest(line: Line): RequestFrame | undefined {
  const reading = readFrame(joinLine(line));
  return reading.ok && reading.frame.kind === 'request' ? reading.frame : undefined;
}

function uriOf(line: Line): string {
  const request = toRequest(line);
  const [uri] = (request && paramSpans(request, ['uri'])) ?? [];
  return request && uri ? String(parseText(request.bytes, uri)) : '';
}

function announcedBy(answer: Buffer): string[] {
  const { result } = JSON.parse(Buffer.from(answer).toString()) as {
    result?: { capabilities?: Record<string, { listChanged?: boolean } | undefined> };
  };
  return ['tools', 'prompts', 'resources']
    .filter((kind) => result?.capabilities?.[kind]?.listChanged === true)
    .map((kind) => `notifications/${kind}/list_changed`);
}
