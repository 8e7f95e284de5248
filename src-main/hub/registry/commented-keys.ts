/**
 * The first config.yaml shows every key commented out ("# " in front of its line). A person who sets
 * one takes that away; so that the file stays as readable, Loom does the same. Lines are looked at,
 * not YAML: the caller proves what came of it.
 */
import { lineEnding } from './splice-text.ts';

interface KeyLine {
  index: number;
  isCommented: boolean;
}

/** Gives a key that is commented out a value (`inline`), in its place; undefined where there is none. */
export function uncommentKey(
  text: string,
  path: readonly string[],
  inline: string,
): string | undefined {
  const lines = text.split(/\r?\n/);
  const found = findKey(lines, path);
  if (!found?.at(-1)?.isCommented) return undefined;
  for (const { index, isCommented } of found) {
    if (isCommented) lines[index] = lines[index]?.slice(2) ?? '';
  }
  const last = found.at(-1)?.index ?? 0;
  lines[last] = withValue(lines[last] ?? '', inline);
  return lines.join(lineEnding(text));
}

/** Comments a key out that stands in one line with a comment behind it, and shows `inline` there. */
export function commentKeyOut(
  text: string,
  path: readonly string[],
  inline: string,
): string | undefined {
  const lines = text.split(/\r?\n/);
  const found = findKey(lines, path)?.at(-1);
  const line = found && lines[found.index];
  if (!found || found.isCommented || !line || !/:\s.*\S\s+# /.test(line)) return undefined;
  lines[found.index] = `# ${withValue(line, inline)}`;
  return lines.join(lineEnding(text));
}

/** Every key of the path within the one before it; a live line comes before one in a comment. */
function findKey(lines: readonly string[], path: readonly string[]): KeyLine[] | undefined {
  const found: KeyLine[] = [];
  let region = { from: 0, to: lines.length };
  for (const [level, key] of path.entries()) {
    const hits: KeyLine[] = [];
    for (let index = region.from; index < region.to; index += 1) {
      const line = readLine(lines[index]);
      if (line?.key === key && line.level === level) {
        hits.push({ index, isCommented: line.isCommented });
      }
    }
    const hit = hits.find(({ isCommented }) => !isCommented) ?? hits[0];
    if (!hit) return undefined;
    found.push(hit);
    const isOutside = (line: string, index: number) =>
      index > hit.index && (readLine(line)?.level ?? Number.POSITIVE_INFINITY) <= level;
    const end = lines.findIndex(isOutside);
    region = { from: hit.index + 1, to: end < 0 ? lines.length : end };
  }
  return found;
}

function readLine(
  line: string | undefined,
): { key: string; level: number; isCommented: boolean } | undefined {
  const [, comment, indent = '', key] =
    /^(# )?((?: {2})*)([a-z_]+):(?:\s|$)/.exec(line ?? '') ?? [];
  if (key === undefined) return undefined;
  return { key, level: indent.length / 2, isCommented: comment !== undefined };
}

/** Keeps the comment behind the value where it is, if there is room. */
function withValue(line: string, inline: string): string {
  const [, head = '', old = '', comment = ''] = /^(\s*\w+: *)(.*?)(\s+# .*)?$/.exec(line) ?? [];
  const room = comment.length - comment.trimStart().length + old.length - inline.length;
  const gap = comment && ' '.repeat(Math.max(room, 1));
  return `${head.trimEnd()} ${inline}${gap}${comment.trimStart()}`;
}
