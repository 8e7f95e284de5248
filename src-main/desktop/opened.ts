/** `loom://` links and `.mcpb` files that the system hands over: what they are, and where they lead. */
import { isAbsolute, resolve } from 'node:path';
import { isDeepLink, parseDeepLink } from '../../src-shared/domain/deep-link.ts';

/** What to show: a link, a bundle, or undefined for just the window. */
export type Opened = string | undefined;

/** What of a command line is to be opened: no switch, no other file. */
export function findOpened(args: readonly string[], folder: string): string | undefined {
  const found = args.find((arg) => isDeepLink(arg) || isBundle(arg));
  return found === undefined || isDeepLink(found) ? found : resolve(folder, found);
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
