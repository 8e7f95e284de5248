import { posix, win32 } from 'node:path';

/** What a manifest's `${HOME}` and the like stand for on this machine. */
export interface Places {
  platform: NodeJS.Platform;
  home: string;
  /** Where the bundle is, or would be, unpacked. */
  folder: string;
}

interface Parts {
  /** Makes of a text that is no placeholder what stands for itself. */
  literal(text: string): string;
  place(path: string): string;
  /** What `${user_config.key}` becomes; undefined where it is no placeholder. */
  option?(key: string): string | undefined;
}

const placeholder =
  /\$\{(?:(__dirname|HOME|DESKTOP|DOCUMENTS|DOWNLOADS|pathSeparator|\/)|user_config\.([^{}]+))\}/g;

/** A manifest's text, its placeholders replaced; all else in it stands for itself. */
export function withPlaces(text: string, places: Places, parts: Parts): string {
  const written: string[] = [];
  let from = 0;
  for (const match of text.matchAll(placeholder)) {
    const [whole, place, key] = match;
    const value =
      place === undefined ? parts.option?.(key ?? '') : parts.place(pathOf(place, places));
    if (value === undefined) continue;
    written.push(parts.literal(text.slice(from, match.index)), value);
    from = match.index + whole.length;
  }
  return joined([...written, parts.literal(text.slice(from))]);
}

/** A dollar at the end of one part and a brace at the begin of the next are no reference of anybody's. */
function joined(parts: readonly string[]): string {
  return parts.reduce((text, part) =>
    text.endsWith('$') && part.startsWith('{') ? `${text}$${part}` : text + part,
  );
}

/** The settings that a text uses. */
export function optionsIn(text: string): string[] {
  return [...text.matchAll(placeholder)].flatMap(([, , key]) => key ?? []);
}

function pathOf(name: string, { platform, home, folder }: Places): string {
  const { join, sep } = platform === 'win32' ? win32 : posix;
  switch (name) {
    case '__dirname':
      return folder;
    case 'HOME':
      return home;
    case 'DESKTOP':
      return join(home, 'Desktop');
    case 'DOCUMENTS':
      return join(home, 'Documents');
    case 'DOWNLOADS':
      return join(home, 'Downloads');
    default:
      return sep;
  }
}
