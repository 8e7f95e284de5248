import { basename } from 'node:path';
import type { Document, LineCounter } from 'yaml';
import { LoomError, type LoomErrorCode, remedyOf } from '../../../src-shared/errors.ts';
import type { Finding } from './describe-issue.ts';
import { locate } from './locate.ts';
import { shownPath } from './shown-path.ts';

/** Makes errors that name a place in one YAML file: `registry.yaml:12:5 servers.x.y: what is wrong`. */
export interface Reporter {
  atOffset(offset: number, text: string, server?: string): LoomError;
  atFinding(document: Document, finding: Finding): LoomError;
}

export function createReporter(
  source: { file: string; code: LoomErrorCode },
  lines: LineCounter,
): Reporter {
  const atOffset = (offset: number, text: string, server?: string): LoomError => {
    const { line, col } = lines.linePos(offset);
    const place = { file: source.file, line: Math.max(line, 1), column: Math.max(col, 1) };
    const where = `${basename(source.file)}:${place.line}:${place.column}`;
    return new LoomError(source.code, `${where} ${text}`, { place, ...(server && { server }) });
  };
  const atFinding = (document: Document, finding: Finding): LoomError => {
    const { path } = finding;
    const [section, id] = path;
    // One that messages cut may be anything.
    const isShown = section === 'servers' && shownPath(path)[1] === id;
    const server = isShown && id !== undefined ? String(id) : undefined;
    return atOffset(offsetOf(document, finding), findingText(finding), server);
  };
  return { atOffset, atFinding };
}

/** `servers.github.args[1]: what is wrong`; keys that are long and none of Loom's are cut. */
export function findingText({ path, text }: Pick<Finding, 'path' | 'text'>): string {
  const named = pathText(shownPath(path));
  return named ? `${named}: ${text}` : text;
}

/** `servers.github.args[1]`; keys that are no plain words are quoted. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((before, key) => {
    if (typeof key === 'number') return `${before}[${key}]`;
    const word = /^[\w-]+…?$/.test(String(key)) ? String(key) : JSON.stringify(String(key));
    return before ? `${before}.${word}` : word;
  }, '');
}

/** The first of several problems, which tells how many more there are. */
export function firstProblem(problems: readonly LoomError[]): LoomError {
  const [first, ...others] = problems;
  if (!first) return new LoomError('internal', 'a broken file without a problem');
  if (others.length === 0) return first;
  const message = `${first.message} (and ${others.length} more: see \`loom validate\`)`;
  return new LoomError(first.code, message, {
    ...remedyOf(first),
    ...(first.server !== undefined && { server: first.server }),
    ...(first.place && { place: first.place }),
  });
}

function offsetOf(document: Document, { path, at }: Finding): number {
  const steps = locate(document, path);
  const nearest = steps.at(-1);
  const exact = steps.length > path.length;
  const node =
    exact && at === 'value' ? (nearest?.node ?? nearest?.key) : (nearest?.key ?? nearest?.node);
  return node?.range?.[0] ?? 0;
}
