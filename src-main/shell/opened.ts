/** `loom://` links and `.mcpb` files that the system hands over, in each of its three ways. */
import { isAbsolute, resolve } from 'node:path';
import { isDeepLink, parseDeepLink } from '../../src-shared/domain/deep-link.ts';
import type { ShellElectron } from './shell-electron.ts';

/** What of a command line is to be opened: no switch, no other file. */
export function findOpened(args: readonly string[], folder: string): string | undefined {
  const found = args.find((arg) => isDeepLink(arg) || isBundle(arg));
  return found === undefined || isDeepLink(found) ? found : resolve(folder, found);
}

/** What to show: a link, a bundle, or undefined for just the window. */
export type Opened = string | undefined;

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

/**
 * The page of the console that shows what is asked, in full, and asks in turn: nothing is run here.
 *
 * @param offerBundle - makes a bundle known to the hub; a path has no place in an address.
 */
export async function pageFor(
  opened: string,
  offerBundle: (path: string) => Promise<{ id: string }>,
): Promise<string> {
  if (!isDeepLink(opened)) {
    if (!isBundle(opened) || !isAbsolute(opened)) return '/install?refused=no-link';
    const { id } = await offerBundle(opened);
    return `/install?bundle=${encodeURIComponent(id)}`;
  }
  const parsed = parseDeepLink(opened);
  if (!parsed.ok) return `/install?refused=${parsed.reason}`;
  const { link } = parsed;
  const page = link.kind === 'preset' ? `/presets/${link.id}` : '/install';
  return `${page}?link=${encodeURIComponent(opened)}`;
}

function isBundle(text: string): boolean {
  return !text.startsWith('-') && /\.mcpb$/i.test(text);
}
