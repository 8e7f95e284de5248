/**
 * The thread that owns activity.db: writes calls, searches them, forgets the oldest. A program of its
 * own in the build; it imports nothing but the store.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { LoomError, messageOf, toLoomError } from '../../../src-shared/errors.ts';
import { Mask } from './masking/mask.ts';
import type { Failure, FromWriter, ToWriter, WriterSetup } from './protocol.ts';
import { ActivityStore } from './store/store.ts';

/** Days pass also while nobody calls. */
const retainMs = 600_000;

const setup = workerData as WriterSetup;
const mask = new Mask(setup.payloads);
const store = new ActivityStore({
  ...setup,
  mask,
  onNotice: (notice) => tell({ kind: 'notice', failure: asFailure(notice) }),
});
let lastId = 0;
let retaining: NodeJS.Immediate | undefined;

parentPort?.on('message', (message: ToWriter) => {
  if (message.kind === 'write') write(message);
  else if (message.kind === 'ask') answer(message);
  else close();
});
const timer = setInterval(retainSoon, retainMs);
retainSoon();

function write({ batch, lost, secrets }: ToWriter & { kind: 'write' }): void {
  if (secrets) mask.know(secrets);
  let failure: Failure | undefined;
  try {
    lastId = store.write(batch, lost);
  } catch (thrown) {
    failure = asFailure(unwritable(thrown));
  }
  tell({ kind: 'written', lastId, failure });
  retainSoon();
}

function answer({ id, question, input }: ToWriter & { kind: 'ask' }): void {
  try {
    const ask = store[question].bind(store) as (input: unknown) => unknown;
    tell({ kind: 'answer', id, value: ask(input) });
  } catch (thrown) {
    tell({ kind: 'answer', id, value: undefined, failure: asFailure(unreadable(thrown)) });
  }
}

/** In turns with what it is asked. What cannot be removed now is tried again later. */
function retainSoon(): void {
  retaining ??= setImmediate(() => {
    retaining = undefined;
    try {
      if (store.retain(Date.now())) retainSoon();
    } catch {
      // Writing fails for the same reason, and tells it.
    }
  });
}

function close(): void {
  clearInterval(timer);
  clearImmediate(retaining);
  try {
    store.close();
  } finally {
    parentPort?.close();
  }
}

function tell(message: FromWriter): void {
  parentPort?.postMessage(message);
}

function unwritable(thrown: unknown): LoomError {
  if (thrown instanceof LoomError) return thrown;
  const text = `calls cannot be written down in ${setup.file}: ${messageOf(thrown)}`;
  return new LoomError('file-unwritable', text, { cause: thrown });
}

function unreadable(thrown: unknown): LoomError {
  if (thrown instanceof LoomError) return thrown;
  const text = `${setup.file} cannot be read: ${messageOf(thrown)}`;
  return new LoomError('file-unreadable', text, { cause: thrown });
}

function asFailure(thrown: unknown): Failure {
  const { code, message, remedy } = toLoomError(thrown);
  return { code, message, remedy };
}
