import type { ActivityConfig } from '../../../src-shared/domain/config.ts';
import { bodySpans, paramSpans, type ResponseFrame } from '../../../src-shared/wire/frame.ts';
import type { Span } from '../../../src-shared/wire/json-scan.ts';
import type { EndedCall } from '../router/ended-call.ts';
import { BatchWriter } from './batch.ts';
import type { CountedCall } from './call-counts.ts';
import { details, kinds, outcomes } from './places.ts';

export interface CallEnding {
  outcome: 'ok' | 'error' | 'cancelled';
  /** The server's answer, or why there is none. */
  said: ResponseFrame | Error | undefined;
  durationMs: number;
}

export type NoteCall = (call: EndedCall, ending: CallEnding) => void;

export interface RecorderOptions extends Pick<ActivityConfig, 'payloads' | 'max_payload'> {
  /** The first call of a batch was noted: it wants to be handed over soon. */
  onFirst(): void;
  /** The batch takes no more calls: what comes before it was handed over is lost. */
  onFull(): void;
}

/** What goes to the writer in one go. */
export interface Noted {
  writer: BatchWriter | undefined;
  /** How many calls are in it. */
  calls: number;
  /** And how many that came before could not be noted. */
  lost: number;
}

/** Calls that may come at once, and go on to come each second, and still be written one by one. */
const burst = 3_000;
const perSecond = 500;
/** Of what an error says, where nothing else is kept of the answer. */
const mostErrorBytes = 2_000;
const longestText = 1_000;

/**
 * Notes calls as they end, for the writer. It runs between a server's answer and its client, so it
 * parses nothing, and copies the beginning of payloads only.
 */
export class Recorder {
  readonly #options: RecorderOptions;
  #batch: BatchWriter | undefined;
  #credit = burst;
  #creditAt = performance.now();
  /** Calls of which not even the number will be known from what was written. */
  #lost = 0;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  get lost(): number {
    return this.#lost;
  }

  get hasCalls(): boolean {
    return this.#batch !== undefined;
  }

  lose(calls: number): void {
    this.#lost += calls;
  }

  /** What was noted since the last time; undefined where there is nothing. */
  take(): Noted | undefined {
    const { lost } = this;
    const writer = this.#batch;
    if (!writer && lost === 0) return undefined;
    this.#batch = undefined;
    this.#lost = 0;
    return { writer, calls: writer ? writer.rows + writer.counted : 0, lost };
  }

  readonly note: NoteCall = (call, ending) => {
    let batch = this.#batch;
    if (!batch) {
      batch = new BatchWriter();
      this.#batch = batch;
      this.#options.onFirst();
    }
    if (!batch.isFull && this.#isAffordable()) {
      this.#add(batch, call, ending);
      if (batch.isFull) this.#options.onFull();
    } else count(batch, call, ending);
  };

  #add(batch: BatchWriter, call: EndedCall, ending: CallEnding): void {
    const { session, frame } = call.request;
    const answer = answerIn(ending);
    const { said } = ending;
    const detail = this.#detail(batch);
    const kept: Kept = { argumentsLength: -1, resultLength: -1, cut: 0 };
    if (detail === all) this.#copyArguments(batch, call.request, kept);
    if (answer) this.#copyAnswer(batch, answer, kept, detail === all);
    batch.add({
      ...commonOf(batch, call, ending),
      name: batch.place(nameOf(call)),
      requestBytes: frame.bytes.length,
      resultBytes: answer?.bytes.length ?? 0,
      detail,
      isModern: call.request.envelope ? 1 : 0,
      session: batch.place(session.id),
      profile: batch.place(session.profile),
      project: session.project === undefined ? -1 : batch.place(session.project),
      error: said && !answer ? batch.place(shortened((said as Error).message)) : -1,
      argumentsLength: kept.argumentsLength,
      resultLength: kept.resultLength,
      cut: kept.cut,
    });
  }

  #detail(batch: BatchWriter): number {
    if (this.#options.payloads === 'none') return noPayloads;
    return batch.hasRoomFor(2 * this.#options.max_payload) ? all : hurried;
  }

  #isAffordable(): boolean {
    if (this.#credit >= 1) {
      this.#credit -= 1;
      return true;
    }
    const now = performance.now();
    const earned = ((now - this.#creditAt) / 1_000) * perSecond;
    if (earned < 1) return false;
    this.#credit = Math.min(burst, earned) - 1;
    this.#creditAt = now;
    return true;
  }

  /** A resource is named by its URI; of requests without arguments the whole of params is kept. */
  #copyArguments(batch: BatchWriter, { frame }: EndedCall['request'], kept: Kept): void {
    const span = isNamed(frame.method) ? paramSpans(frame, ['arguments'])?.[0] : frame.params;
    if (!span || frame.method === 'resources/read') return;
    kept.argumentsLength = this.#copy(batch, frame.bytes, span);
    if (kept.argumentsLength < span.end - span.start) kept.cut += 1;
  }

  /** What an error says is kept also where no result is. */
  #copyAnswer(batch: BatchWriter, answer: ResponseFrame, kept: Kept, isWanted: boolean): void {
    const { bytes, body, outcome } = answer;
    if (isWanted) kept.resultLength = this.#copy(batch, bytes, body);
    else if (outcome === 'error' && batch.hasRoomFor(mostErrorBytes)) {
      kept.resultLength = batch.copy(bytes, body, mostErrorBytes);
    } else return;
    if (kept.resultLength < body.end - body.start) kept.cut += 2;
  }

  #copy(batch: BatchWriter, bytes: Uint8Array, span: Span): number {
    return batch.copy(bytes, span, this.#options.max_payload);
  }
}

interface Kept {
  argumentsLength: number;
  resultLength: number;
  cut: number;
}

const all = details.indexOf('all');
const noPayloads = details.indexOf('no-payloads');
const hurried = details.indexOf('hurried');
const tool = kinds.indexOf('tool');
const prompt = kinds.indexOf('prompt');
const resource = kinds.indexOf('resource');
const other = kinds.indexOf('other');

/** As cheap as can be: it runs tens of thousands of times in a second. */
function count(batch: BatchWriter, call: EndedCall, ending: CallEnding): void {
  const common = commonOf(batch, call, ending);
  // Addresses of resources are without number.
  const name = common.kind === tool ? batch.place(nameOf(call)) : common.server;
  batch.count({ ...common, name });
}

/** What is known of a call in any case, but for its name. */
function commonOf(
  batch: BatchWriter,
  { request, route }: EndedCall,
  ending: CallEnding,
): Omit<CountedCall, 'name'> {
  const { durationMs } = ending;
  return {
    at: Date.now() - durationMs,
    durationMs,
    outcome: outcomeOf(ending),
    kind: kindOf(request.frame.method),
    client: batch.place(request.session.clientName),
    server: batch.place(route.serverId),
  };
}

function nameOf({ request, route }: EndedCall): string {
  const { method } = request.frame;
  return shortened(kindOf(method) === other ? method : (route.mirrored?.name ?? method));
}

function answerIn({ said }: CallEnding): ResponseFrame | undefined {
  return said && 'kind' in said ? said : undefined;
}

function kindOf(method: string): number {
  switch (method) {
    case 'tools/call':
      return tool;
    case 'prompts/get':
      return prompt;
    case 'resources/read':
      return resource;
    default:
      return other;
  }
}

function isNamed(method: string): boolean {
  return method === 'tools/call' || method === 'prompts/get';
}

const ok = outcomes.indexOf('ok');
const toolError = outcomes.indexOf('tool-error');
const failed = outcomes.indexOf('error');
const cancelled = outcomes.indexOf('cancelled');
const letterT = 0x74;

function outcomeOf(ending: CallEnding): number {
  if (ending.outcome === 'cancelled') return cancelled;
  if (ending.outcome === 'error') return failed;
  const answer = answerIn(ending);
  const [isError] = (answer && bodySpans(answer, ['isError'])) ?? [];
  return isError && answer?.bytes[isError.start] === letterT ? toolError : ok;
}

function shortened(text: string): string {
  return text.length > longestText ? text.slice(0, longestText) : text;
}
