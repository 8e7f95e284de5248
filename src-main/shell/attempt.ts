import type { DesktopWords } from '../../src-shared/domain/desktop/words/en.ts';
import { toLoomError } from '../../src-shared/errors.ts';
import type { ShellElectron } from './shell-electron.ts';

interface AttemptDeps {
  electron: Pick<ShellElectron, 'dialog'>;
  words: DesktopWords;
}

/** Does what a person wanted; where that fails, says so in the hub's words. */
export async function attempt({ electron, words }: AttemptDeps, work: () => unknown) {
  try {
    await work();
  } catch (thrown) {
    const { message: what, code, remedy } = toLoomError(thrown);
    const detail = code === 'internal' ? what : `${what}\n\n${remedy}`;
    const message = words.dialogs.didNotWork;
    await electron.dialog.showMessageBox({ type: 'warning', message, detail });
  }
}
