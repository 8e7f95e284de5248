import { findOpened, type Opened } from '../desktop/opened.ts';
import type { ShellElectron } from './shell-electron.ts';

/** Takes what arrives from now on, also before the app is ready; until `deliver` is called it waits. */
export function queueOpened(app: Pick<ShellElectron['app'], 'on'>, first: readonly Opened[]) {
  const waiting = [...first];
  let open = (opened: Opened): unknown => waiting.push(opened);
  // macOS hands over links and files so, Windows and Linux on a command line.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    open(url);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on('second-instance', (_event, args, folder) => {
    const opened = findOpened(args.slice(1), folder);
    // A proxy that found no hub yet starts the app so, and wants no window.
    if (opened !== undefined || !args.includes('--hidden')) open(opened);
  });
  return (to: (opened: Opened) => void): void => {
    open = to;
    for (const opened of waiting.splice(0)) to(opened);
  };
}
