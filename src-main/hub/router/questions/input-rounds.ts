import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LoomError } from '../../../../src-shared/errors.ts';
import { findMembers, parseText } from '../../../../src-shared/wire/json-scan.ts';
import { insertMember } from '../../../../src-shared/wire/member-edits.ts';
import { splice } from '../../../../src-shared/wire/splice.ts';
import type { RetryParams } from '../../mcp/request-crossing.ts';
import type { ClientRequest } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import type { InputRequired, KeyedQuestion } from './input-required.ts';
import { isQuestion, missingCapability } from './may-ask.ts';
import { type QuestionAnswer, questionFrame } from './own-question.ts';
import type { ServerRequests } from './server-requests.ts';

/** A call of a legacy client whose modern server wants to know more before it answers. */
export interface AskingCall {
  readonly request: ClientRequest;
  readonly instance: Instance | undefined;
  readonly route: { serverId: string };
  failed(error: LoomError): void;
}

/**
 * Input that modern servers require, got from clients of the legacy era: each question becomes a
 * request to the client on the stream of its call (2026-07-28 patterns/mrtr; mcp.md 3.5).
 */
export class InputRounds {
  readonly #serverRequests: Pick<ServerRequests, 'ask'>;
  readonly #asking = new Set<AskingCall>();
  readonly #mostBytes: number;
  #heldBytes = 0;

  /** @param mostBytes - what may wait for clients' answers in all: questions and servers' states. */
  constructor(serverRequests: Pick<ServerRequests, 'ask'>, mostBytes = 256 * 1024 * 1024) {
    this.#serverRequests = serverRequests;
    this.#mostBytes = mostBytes;
  }

  /**
   * Asks the client all that the server wants to know.
   *
   * @param questions - aborted, they are withdrawn; where one of them makes the call fail, this does
   * it for the others.
   * @returns what the retry of the call carries.
   * @throws LoomError where the call cannot go on.
   */
  async ask(
    call: AskingCall,
    input: InputRequired,
    questions: AbortController,
  ): Promise<RetryParams> {
    const { instance, route } = call;
    const bytes = bytesOf(input);
    if (this.#heldBytes + bytes > this.#mostBytes) throw tooMuch(route.serverId);
    this.#heldBytes += bytes;
    this.#asking.add(call);
    // It is not idle while its client thinks about the answer.
    if (instance) instance.holds += 1;
    try {
      const { requestState } = input;
      const asked = allowed(call.request, input, route.serverId);
      if (asked.length > 0) {
        const inputResponses = await this.#answers(call.request, asked, questions.signal);
        return { inputResponses, requestState };
      }
      await delay(statePaceMs, undefined, { signal: questions.signal });
      return { requestState };
    } catch (thrown) {
      questions.abort();
      throw thrown;
    } finally {
      this.#asking.delete(call);
      this.#heldBytes -= bytes;
      if (instance) instance.holds -= 1;
    }
  }

  /** The retry would find nobody. */
  instanceEnded(instance: Instance, error: LoomError | undefined): void {
    for (const call of [...this.#asking]) {
      if (call.instance !== instance) continue;
      const { serverId } = call.route;
      const text = `server "${serverId}" ended while it waited for the client's answers`;
      call.failed(error ?? new LoomError('server-unavailable', text, { server: serverId }));
    }
  }

  /** All at once, since the server said all of them at once; a JSON object by their keys. */
  async #answers(
    about: ClientRequest,
    questions: readonly KeyedQuestion[],
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const members = await Promise.all(
      questions.map(async (question) => {
        const answer = await this.#serverRequests.ask(
          about.session,
          { ...question, about },
          signal,
        );
        return [question.key, colon, answer.ok ? answer.result : declined(question, answer)];
      }),
    );
    const separated = members.flatMap((parts, index) => (index === 0 ? parts : [comma, ...parts]));
    return Buffer.concat([open, ...separated, close]);
  }
}

/** A server that only wants to be called again gets this much time, in milliseconds. */
const statePaceMs = 250;

/** More would leave no room for anybody else's. */
const mostQuestions = 64;

/** What is kept of it until the client has answered. */
function bytesOf({ questions = [], requestState }: InputRequired): number {
  let bytes = requestState?.length ?? 0;
  for (const { key, params } of questions) bytes += key.length + (params?.length ?? 0);
  return bytes;
}

function tooMuch(server: string): LoomError {
  const text = `server "${server}" asks for input, and too much waits for clients already`;
  return new LoomError('server-busy', text, {
    server,
    remedy: 'Try again later.',
    remedyId: 'try-again',
  });
}

/** The questions as the client is asked them; throws where one of them must not be asked. */
function allowed(
  { session }: ClientRequest,
  { questions, requestState }: InputRequired,
  server: string,
): readonly KeyedQuestion[] {
  if (!questions) throw unanswerable(server, 'in a way that is malformed');
  if (questions.length > mostQuestions) throw unanswerable(server, 'with too many questions');
  if (questions.length === 0 && !requestState) throw unanswerable(server, 'but did not say which');
  return questions.map((question) => {
    const { method } = question;
    const frame = questionFrame(question);
    if (!frame || !isQuestion(method)) throw unanswerable(server, `by "${method}", which is none`);
    const missing = missingCapability(session.capabilities, frame);
    if (missing) throw unanswerable(server, `but the client has no "${missing}" capability`);
    return withElicitationId(question);
  });
}

function unanswerable(server: string, why: string): LoomError {
  return new LoomError('server-protocol', `server "${server}" asks for input, ${why}`, { server });
}

/** Elicitations by URL need an id up to 2025-11-25, and have none since. */
function withElicitationId(question: KeyedQuestion): KeyedQuestion {
  const { method, params } = question;
  if (method !== 'elicitation/create' || !params) return question;
  const [mode, known] = findMembers(params, 0, ['mode', 'elicitationId']) ?? [];
  if (known || !mode || parseText(params, mode) !== 'url') return question;
  const whole = { start: 0, end: params.length };
  const edit = insertMember(params, whole, `"elicitationId":"${randomUUID()}"`);
  return { ...question, params: Buffer.concat(splice(params, [edit])) };
}

/** What the server is told where the client gave no answer; it could not go on without a sample. */
function declined(
  { method }: KeyedQuestion,
  { code, message }: QuestionAnswer & { ok: false },
): Uint8Array {
  if (method === 'elicitation/create') return cancelled;
  if (method === 'roots/list') return noRoots;
  throw new LoomError('input-refused', `the client refused ${method}: ${message} (code ${code})`);
}

const cancelled = Buffer.from('{"action":"cancel"}');
const noRoots = Buffer.from('{"roots":[]}');
const open = Buffer.from('{');
const close = Buffer.from('}');
const colon = Buffer.from(':');
const comma = Buffer.from(',');
