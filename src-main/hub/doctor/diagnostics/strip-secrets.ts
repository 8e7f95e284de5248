import { findSecrets } from '../../secret-scan/find-secrets.ts';
import { loadKnownFormats } from '../../secret-scan/known-formats.ts';
import type { TextLeaf } from '../../secret-scan/text-leaf.ts';
import { hideSecrets } from '../../vault/hide-secrets.ts';

export interface StripOptions {
  /** Texts that must not be in the result in any form. */
  secrets: Iterable<string>;
  /** Shown as `~`. */
  homes: readonly string[];
}

/**
 * The content without secrets, in every text of it: those that are known, what has the format of a
 * token or is called like a credential, and the home folder.
 */
export async function stripSecrets<Content>(
  content: Content,
  { secrets, homes }: StripOptions,
): Promise<Content> {
  const hide = hideSecrets(secrets);
  const hidden = mapTexts(content, (text) => withoutTokens(hide(text)));
  const masked = await maskFound(hidden);
  return mapTexts(masked, (text) => shortenHomes(text, homes)) as Content;
}

/** Loom's own, whole or cut. */
function withoutTokens(text: string): string {
  return text.replace(/(?<![0-9A-Za-z])loom_[0-9A-Za-z]{8,}/g, 'loom_…');
}

async function maskFound(content: unknown): Promise<unknown> {
  const leaves = leavesOf(content, []);
  const found = await findSecrets(leaves, await loadKnownFormats());
  const byLeaf = Map.groupBy(found, ({ leaf }) => leaf);
  let index = 0;
  return mapTexts(content, (text) => {
    const leaf = leaves[index];
    index += 1;
    const secrets = (leaf && byLeaf.get(leaf)) ?? [];
    // From the end, so that places before it stay what they are.
    return secrets.reduceRight(
      (now, { start, end }) => `${now.slice(0, start)}…${now.slice(end)}`,
      text,
    );
  });
}

/** In the order in which `mapTexts` comes to them. */
function leavesOf(content: unknown, path: (string | number)[]): TextLeaf[] {
  if (typeof content === 'string') return [{ path, text: content, line: 1, column: 1 }];
  if (Array.isArray(content)) {
    return content.flatMap((item, index) => leavesOf(item, [...path, index]));
  }
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([key, value]) => leavesOf(value, [...path, key]));
}

function mapTexts(content: unknown, change: (text: string) => string): unknown {
  if (typeof content === 'string') return change(content);
  if (Array.isArray(content)) return content.map((item) => mapTexts(item, change));
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(
    Object.entries(content).map(([key, value]) => [key, mapTexts(value, change)]),
  );
}

/** Only whole names: `/home/ada` is not the beginning of `/home/adam`. */
function shortenHomes(text: string, homes: readonly string[]): string {
  const long = homes.filter((home) => home.length > 1).sort((a, b) => b.length - a.length);
  return long.reduce((now, home) => {
    const pattern = home.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\\\\', '[\\\\/]+');
    return now.replace(new RegExp(`${pattern}(?![\\w-]|\\.\\w)`, 'gi'), '~');
  }, text);
}
