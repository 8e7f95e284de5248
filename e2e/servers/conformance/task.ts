import { randomUUID } from 'node:crypto';
import {
  type CallToolResult,
  INTERNAL_ERROR,
  type InputRequests,
} from '@modelcontextprotocol/server';

/** Those of a client, as it gave them. */
type Answers = Record<string, unknown>;

/** What a task does; the task fails with what it throws. */
export type Job = (task: Task) => Promise<CallToolResult>;

type State =
  | { status: 'working' }
  | { status: 'input_required'; inputRequests: InputRequests }
  | { status: 'completed'; result: CallToolResult }
  | { status: 'failed'; error: { code: number; message: string } }
  | { status: 'cancelled' };

export const TTL_MS = 120_000;
const POLL_INTERVAL_MS = 50;

/** One task of the extension io.modelcontextprotocol/tasks (SEP-2663). */
export class Task {
  readonly #cancellation = new AbortController();
  readonly #facts = {
    taskId: randomUUID(),
    createdAt: now(),
    lastUpdatedAt: now(),
    ttlMs: TTL_MS,
    pollIntervalMs: POLL_INTERVAL_MS,
  };
  #state: State = { status: 'working' };
  #answers: Answers = {};
  #goOn: (answers: Answers) => void = () => {};

  constructor(job: Job) {
    job(this).then(
      (result) => this.#become({ status: 'completed', result }),
      ({ message }: Error) =>
        this.#become({ status: 'failed', error: { code: INTERNAL_ERROR, message } }),
    );
  }

  get taskId(): string {
    return this.#facts.taskId;
  }

  /** Aborted where the task is cancelled. */
  get signal(): AbortSignal {
    return this.#cancellation.signal;
  }

  /** What a call is answered with that creates it. */
  get summary() {
    return { ...this.#facts, status: this.#state.status };
  }

  /** What `tasks/get` is answered with. */
  get details() {
    return { ...this.#facts, ...this.#state };
  }

  /** Needs input until every one of these is answered, by whatever number of updates. */
  ask(inputRequests: InputRequests): Promise<Answers> {
    this.#answers = {};
    this.#become({ status: 'input_required', inputRequests });
    return new Promise((resolve) => {
      this.#goOn = resolve;
    });
  }

  /** Answers to what was not asked, or is answered already, are of no interest. */
  answer(given: Answers): void {
    if (this.#state.status !== 'input_required') return;
    const asked = Object.entries(this.#state.inputRequests);
    for (const [key] of asked) if (given[key]) this.#answers[key] = given[key];
    const open = asked.filter(([key]) => !given[key]);
    if (open.length > 0) {
      this.#become({ status: 'input_required', inputRequests: Object.fromEntries(open) });
      return;
    }
    this.#become({ status: 'working' });
    this.#goOn(this.#answers);
  }

  cancel(): void {
    this.#become({ status: 'cancelled' });
    this.#cancellation.abort();
  }

  /** An end is final. */
  #become(state: State): void {
    if (!['working', 'input_required'].includes(this.#state.status)) return;
    this.#state = state;
    this.#facts.lastUpdatedAt = now();
  }
}

function now(): string {
  return new Date().toISOString();
}
