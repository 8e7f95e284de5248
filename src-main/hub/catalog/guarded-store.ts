import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import type { SurfaceStore } from './store.ts';

/**
 * A store whose reading and writing never throws. A damaged cache only costs a fetch, and must not
 * keep anybody from working: what cannot be read is unknown, what cannot be written is learned again
 * after the next start.
 *
 * @param onProblem - told of every failure.
 */
export function guardedStore(
  store: SurfaceStore,
  onProblem: (error: LoomError) => void,
): SurfaceStore {
  function read<T>(call: () => T, otherwise: T): T {
    try {
      return call();
    } catch (cause) {
      const text = `the catalog cache could not be read: ${messageOf(cause)}`;
      onProblem(new LoomError('file-unreadable', text, { cause }));
      return otherwise;
    }
  }
  function write(call: () => void): void {
    try {
      call();
    } catch (cause) {
      const text = `the catalog cache could not be written: ${messageOf(cause)}`;
      onProblem(new LoomError('file-unwritable', text, { cause }));
    }
  }
  return {
    read: (definition) => read(() => store.read(definition), undefined),
    write: (definition, surface) => write(() => store.write(definition, surface)),
    isInteractive: (definition) => read(() => store.isInteractive(definition), false),
    setInteractive: (definition) => write(() => store.setInteractive(definition)),
    readVerdict: (definition) => read(() => store.readVerdict(definition), undefined),
    writeVerdict: (definition, known) => write(() => store.writeVerdict(definition, known)),
    close: () => store.close(),
  };
}
