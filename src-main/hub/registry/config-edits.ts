import { isDeepStrictEqual } from 'node:util';
import { isMap, parseDocument } from 'yaml';
import { LoomError } from '../../../src-shared/errors.ts';
import { changeYaml } from './change-yaml.ts';
import { commentKeyOut, uncommentKey } from './commented-keys.ts';
import { flowText, type YamlText } from './edit-yaml.ts';
import { memberOf } from './known-keys.ts';
import { ownNode, removeAt } from './place-yaml.ts';
import { spliceText } from './splice-text.ts';

/** One key of config.yaml and what it is to say. */
export interface ConfigChange {
  /** `['http', 'address']` */
  path: readonly string[];
  /** Undefined takes the key out. */
  value: unknown;
  /** What a key that is taken out may show in a comment. */
  usual?: unknown;
}

/**
 * The text of config.yaml with one key changed and everything else as it was. Whether the value may
 * be so is not its concern.
 *
 * @throws LoomError `invalid-config` where the file is written so that this cannot be done.
 */
export function planSetting(text: string, file: string, change: ConfigChange): string {
  const yaml = parse(text);
  const before = contentOf(yaml);
  const expected = withValue(before, change.path, change.value);
  const { path, value } = change;
  if (isDeepStrictEqual(valueAt(before, path), value)) return text;
  for (const candidate of candidates(yaml, change)) {
    if (candidate !== undefined && says(candidate, expected)) return candidate;
  }
  throw new LoomError(
    'invalid-config',
    `${file} is written in a way that Loom cannot edit without touching other keys`,
    { place: { file }, remedy: 'Edit it by hand.', remedyId: 'edit-by-hand' },
  );
}

/** From the one that leaves the most readable file. */
function* candidates(yaml: YamlText, change: ConfigChange): Generator<string | undefined> {
  const { path, value, usual } = change;
  const { text, document } = yaml;
  if (value === undefined) {
    if (usual !== undefined) yield commentKeyOut(text, path, flowText(yaml, [usual]));
    yield withoutKey(yaml, path);
    return;
  }
  if (!ownNode(document, path)) yield uncommentKey(text, path, flowText(yaml, [value]));
  yield changeYaml(yaml, path, { before: valueAt(contentOf(yaml), path), after: value });
}

/** A section that held nothing but the key goes with it, unless comments of people's are left in it. */
function withoutKey(yaml: YamlText, path: readonly string[]): string | undefined {
  const { text, document } = yaml;
  const edit = removeAt(yaml, path);
  const section = path.slice(0, -1);
  const map = ownNode(document, section);
  const outer = section.length > 0 ? removeAt(yaml, section) : undefined;
  if (edit && outer && isMap(map) && map.items.length === 1) {
    const rest = text.slice(outer.start, edit.start) + text.slice(edit.end, outer.end);
    if (!rest.includes('#')) return withoutKey(yaml, section);
  }
  return edit && spliceText(text, edit);
}

function says(text: string, expected: unknown): boolean {
  const yaml = parse(text);
  if (yaml.document.errors.length > 0) return false;
  return isDeepStrictEqual(withoutEmpty(contentOf(yaml)), withoutEmpty(expected));
}

function parse(text: string): YamlText {
  return { text, document: parseDocument(text, { merge: true, stringKeys: true }) };
}

function contentOf({ document }: YamlText): unknown {
  return document.toJS() ?? {};
}

function valueAt(content: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(memberOf, content);
}

function withValue(content: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const map = typeof content === 'object' && content !== null ? content : {};
  return { ...map, [key]: withValue(memberOf(map, key), rest, value) };
}

/** Sections with nothing in them mean the same as none. */
function withoutEmpty(content: unknown): unknown {
  if (typeof content !== 'object' || content === null) return content ?? undefined;
  if (Array.isArray(content)) return content;
  const entries = Object.entries(content)
    .map(([key, value]) => [key, withoutEmpty(value)] as const)
    .filter(([, value]) => value !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
