import { Worker } from 'node:worker_threads';
import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import type { BatchWriter } from './batch.ts';
import type {
  Failure,
  FromWriter,
  Question,
  StoreQuestions,
  ToWriter,
  WriterSetup,
} from './protocol.ts';

export interface WriterThreadOptions {
  /** The program that writes and searches. */
  program: string;
  setup: WriterSetup;
  secrets(): ReadonlySet<string>;
  onWritten(lastId: number, failure: LoomError | undefined): void;
  /** It ended by itself, with all that it had not written yet. */
  onBroken(error: LoomError): void;
  onNotice(notice: LoomError): void;
}

interface Asked {
  resolve(value: unknown): void;
  reject(error: LoomError): void;
}

/** It ends when it has had nothing to do for so long. */
const idleMs = 60_000;
const closeMs = 5_000;
/** What it keeps is small; V8 would let its garbage lie about. */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 128 };

/**
 * The thread that owns activity.db: the hub itself neither waits for a disk nor for a search. It is
 * started when there is something to do, and ends when there has been nothing for a while.
 */
export class WriterThread {
  readonly #options: WriterThreadOptions;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  readonly #asked = new Map<number, Asked>();
  #lastAsked = 0;
  #writes = 0;
  #toldSecrets = 0;

  constructor(options: WriterThreadOptions) {
    this.#options = options;
  }

  write(writer: BatchWriter | undefined, lost: number): void {
    const worker = this.#running();
    const secrets = this.#options.secrets();
    const news = secrets.size > this.#toldSecrets ? [...secrets] : undefined;
    this.#toldSecrets = secrets.size;
    this.#writes += 1;
    const { batch, transfer } = writer?.finish() ?? {};
    const message: ToWriter = { kind: 'write', batch, lost, secrets: news };
    worker.postMessage(message, transfer);
  }

  ask<Name extends Question>(
    question: Name,
    input: Parameters<StoreQuestions[Name]>[0],
  ): Promise<ReturnType<StoreQuestions[Name]>> {
    const worker = this.#running();
    this.#lastAsked += 1;
    const id = this.#lastAsked;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve: resolve as Asked['resolve'], reject });
      worker.postMessage({ kind: 'ask', id, question, input } satisfies ToWriter);
    });
  }

  /** Ends the thread when it has done what it was given. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    this.#forget();
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage({ kind: 'close' } satisfies ToWriter);
    const deadline = setTimeout(() => void worker.terminate(), closeMs);
    await ended;
    clearTimeout(deadline);
  }

  #running(): Worker {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#endIfIdle(), idleMs).unref();
    this.#worker ??= this.#start();
    return this.#worker;
  }

  #start(): Worker {
    const { program, setup } = this.#options;
    const worker = new Worker(program, { workerData: setup, resourceLimits, env: {} });
    // It holds nobody up: whoever ends the hub closes it.
    worker.unref();
    this.#toldSecrets = 0;
    worker.on('message', (message: FromWriter) => this.#take(message));
    worker.on('error', (error) => this.#broke(worker, toLoomError(error)));
    worker.on('exit', () => this.#broke(worker, new LoomError('internal', 'it ended by itself')));
    return worker;
  }

  #take(message: FromWriter): void {
    if (message.kind === 'written') {
      this.#writes -= 1;
      this.#options.onWritten(message.lastId, message.failure && asError(message.failure));
    } else if (message.kind === 'notice') this.#options.onNotice(asError(message.failure));
    else {
      const asked = this.#asked.get(message.id);
      this.#asked.delete(message.id);
      if (message.failure) asked?.reject(asError(message.failure));
      else asked?.resolve(message.value);
    }
  }

  /** What it had not done is lost. */
  #broke(worker: Worker, cause: LoomError): void {
    if (this.#worker !== worker) return;
    this.#forget();
    const text = `what writes down calls has failed: ${cause.message}`;
    this.#options.onBroken(new LoomError('internal', text, { cause }));
  }

  #endIfIdle(): void {
    if (this.#writes > 0 || this.#asked.size > 0) this.#running();
    else void this.close();
  }

  #forget(): void {
    clearTimeout(this.#idle);
    this.#worker = undefined;
    this.#writes = 0;
    const error = new LoomError('hub-stopping', 'the activity log was closed meanwhile');
    for (const { reject } of this.#asked.values()) reject(error);
    this.#asked.clear();
  }
}

function asError({ code, message, remedy }: Failure): LoomError {
  return new LoomError(code, message, { remedy });
}
