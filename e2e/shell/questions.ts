import type { MessageBoxOptions } from 'electron';
import type { StandIn } from './this-stand-in.ts';

/** Questions stay open until somebody answers, or the app takes them back; returns how to answer. */
export function keepQuestionsOpen({ electron, questions }: StandIn): (button: number) => void {
  let answer = (_button: number) => {};
  async function showMessageBox(...args: unknown[]) {
    // The window that it belongs to may come first.
    const options = args.at(-1) as MessageBoxOptions;
    const { promise, resolve } = Promise.withResolvers<number>();
    options.signal?.addEventListener('abort', () => resolve(options.cancelId ?? 0));
    answer = resolve;
    questions.push(options);
    return { response: await promise, checkboxChecked: false };
  }
  Object.assign(electron.dialog, { showMessageBox });
  return (button) => answer(button);
}
