import { idOf, paramSpans, type ResponseFrame } from '../../../src-shared/wire/frame.ts';
import type { Edit } from '../../../src-shared/wire/splice.ts';
import { extensions as extensionNames } from '../catalog/capabilities.ts';
import { legacyTool } from '../catalog/legacy-tool.ts';
import { liftAnswer, lowerAnswer } from '../mcp/answer-crossing.ts';
import { errorMessage, type Pieces, rpcCodes } from '../mcp/message.ts';
import {
  type EnvelopeText,
  envelopeText,
  liftRequest,
  lowerRequest,
  type RetryParams,
} from '../mcp/request-crossing.ts';
import type { ClientRequest, Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';
import {
  type ForeignResult,
  type InputRequired,
  readInputRequired,
} from './questions/input-required.ts';
import { requiredElicitations } from './questions/url-elicitations.ts';
import { eraOf } from './request-parts.ts';
import type { Route } from './route.ts';

/** A call that has found its instance. */
export interface PairedCall {
  readonly request: ClientRequest;
  readonly instance: Instance | undefined;
  readonly route: Pick<Route, 'mirrored'>;
}

/** What an answer is to the client that waits for it. */
export type PairedAnswer = FinalAnswer | InputRequired | ForeignResult;

export type FinalAnswer =
  /** It goes on with these changes besides its id. */
  | { kind: 'relayed'; edits: readonly Edit[] }
  /** Another result takes its place. */
  | { kind: 'replaced'; result: Uint8Array };

export interface PairingsOptions {
  /** A modern request goes to a legacy server, which logs at a level that is set for a session. */
  setLogLevel(session: Session, level: string): void;
}

/**
 * The eras of client and server: where they are the same a message is relayed as it is, otherwise
 * it is made one that the other side understands (mcp.md 3.5).
 */
export class Pairings {
  readonly #options: PairingsOptions;
  readonly #envelopes = new WeakMap<Session, KeptEnvelope>();

  constructor(options: PairingsOptions) {
    this.#options = options;
  }

  /** Before a call may run; returns the answer where it must not. */
  admit(call: PairedCall): Pieces | undefined {
    const { envelope, frame, session } = call.request;
    if (!envelope || crossing(call) !== 'lower') return undefined;
    if (frame.method.startsWith('tasks/')) {
      return errorMessage(idOf(frame), rpcCodes.invalidParams, 'loom: the server has no such task');
    }
    const [state] = paramSpans(frame, ['requestState']) ?? [];
    if (state) {
      // A legacy server gives out no such state, and Loom's own was looked for before.
      const text = 'loom: the requestState is not valid, or not any more';
      return errorMessage(idOf(frame), rpcCodes.invalidParams, text);
    }
    const { logLevel } = envelope;
    if (logLevel !== undefined && logLevel !== session.logLevel) {
      this.#options.setLogLevel(session, logLevel);
    }
    return undefined;
  }

  /** @param retry - what a legacy client answered to a modern server. */
  requestEdits(call: PairedCall, retry: RetryParams | undefined): readonly Edit[] {
    const way = crossing(call);
    const { frame, envelope, session } = call.request;
    if (way === 'lift') return liftRequest(frame, this.envelope(session), retry);
    return way === 'lower' && envelope ? lowerRequest(frame, envelope) : [];
  }

  readAnswer(call: PairedCall, frame: ResponseFrame): PairedAnswer {
    const way = crossing(call);
    if (!way) return asItIs;
    const { method } = call.request.frame;
    if (way === 'lift') {
      const unusual = readInputRequired(method, frame);
      if (unusual) return unusual;
      const edits = lowerAnswer(method, frame, () => wrapsResults(call));
      return { kind: 'relayed', edits };
    }
    const result = requiredElicitations(call.request, frame);
    return result
      ? { kind: 'replaced', result }
      : { kind: 'relayed', edits: liftAnswer(method, frame) };
  }

  /** What modern servers are told of a legacy client; kept, since it rarely changes. */
  envelope(session: Session): EnvelopeText {
    const { capabilities, clientInfo, logLevel } = session;
    const kept = this.#envelopes.get(session);
    const same =
      kept?.capabilities === capabilities &&
      kept.clientInfo === clientInfo &&
      kept.logLevel === logLevel;
    if (same) return kept.text;
    const text = envelopeText({ clientInfo, capabilities: liftable(capabilities), logLevel });
    this.#envelopes.set(session, { capabilities, clientInfo, logLevel, text });
    return text;
  }
}

const asItIs: PairedAnswer = { kind: 'relayed', edits: [] };

interface KeptEnvelope extends Pick<Session, 'capabilities' | 'clientInfo' | 'logLevel'> {
  text: EnvelopeText;
}

/** 'lift' from a legacy client to a modern server, 'lower' from a modern one to a legacy server. */
function crossing({ request, instance }: PairedCall): 'lift' | 'lower' | undefined {
  const era = eraOf(request);
  if (!instance || instance.era === era) return undefined;
  return era === 'legacy' ? 'lift' : 'lower';
}

/** Whether a legacy client was told to expect the tool's results within an object. */
function wrapsResults({ route }: PairedCall): boolean {
  const tool = route.mirrored?.tool;
  return tool !== undefined && legacyTool(tool).wrapsResults;
}

/** Tasks of 2025-11-25 are not those of the extension, and neither is made the other. */
function liftable({
  tasks: _tasks,
  extensions,
  ...others
}: Readonly<Record<string, unknown>>): object {
  if (typeof extensions !== 'object' || extensions === null) return others;
  const { [extensionNames.tasks]: _extension, ...lifted } = extensions as Record<string, unknown>;
  return { ...others, extensions: lifted };
}
