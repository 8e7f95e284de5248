import type { ContentReading, Oddity } from '../editor.ts';
import { filePlace } from '../file-place.ts';
import type { Syntax } from './syntax.ts';
import { type Visitor, walkText } from './walk.ts';

/** So many that somebody looks at the file; each costs a walk to its line. */
const mostDuplicates = 20;

/** The content of a text, and the first oddity of each kind; of duplicate keys all, up to a limit. */
export function readContent(syntax: Syntax, text: string): ContentReading {
  const watch = watchOddities(syntax, text);
  const walked = walkText(syntax, text, watch.visitor);
  if (!walked.ok) {
    return { ok: false, reason: walked.reason, ...filePlace(text, walked.offset) };
  }
  const { comment, trailing } = watch.first;
  const isJson = syntax.isJson && comment === undefined && trailing === undefined;
  const oddities: Oddity[] = [];
  if (text.startsWith('\uFEFF')) oddities.push({ kind: 'bom', line: 1, column: 1 });
  if (comment !== undefined) oddities.push({ kind: 'comment', ...filePlace(text, comment) });
  if (trailing !== undefined)
    oddities.push({ kind: 'trailing-comma', ...filePlace(text, trailing) });
  for (const { key, offset } of watch.duplicates) {
    oddities.push({ kind: 'duplicate-key', ...filePlace(text, offset), key });
  }
  if (!walked.value) return { ok: true, content: undefined, oddities };
  const content = isJson ? JSON.parse(text.replace(/^\uFEFF/, '')) : buildContent(syntax, text);
  return { ok: true, content, oddities };
}

function watchOddities(syntax: Syntax, text: string) {
  const first: { comment?: number; trailing?: number } = {};
  const duplicates: { key: string; offset: number }[] = [];
  const open: (Set<string> | undefined)[] = [];
  const visitor: Visitor = {
    opened: (kind) => open.push(kind === '{' ? new Set() : undefined),
    closed: () => open.pop(),
    key: (start, end) => {
      const key = syntax.keyOf(text.slice(start, end));
      const keys = open.at(-1);
      if (keys?.has(key) && duplicates.length < mostDuplicates) {
        duplicates.push({ key, offset: start });
      }
      keys?.add(key);
    },
    comma: (start, trailing) => {
      if (trailing) first.trailing ??= start;
    },
    comment: (start) => {
      first.comment ??= start;
    },
  };
  return { visitor, first, duplicates };
}

/** For texts that `JSON.parse` does not take. The text has been found to be without faults. */
function buildContent(syntax: Syntax, text: string): unknown {
  const builder = new Builder();
  walkText(syntax, text, {
    opened: (kind) => builder.open(kind === '{' ? {} : []),
    closed: () => builder.close(),
    key: (start, end) => builder.setKey(syntax.keyOf(text.slice(start, end))),
    scalar: (start, end) => builder.add(syntax.valueOf(text.slice(start, end))),
  });
  return builder.content;
}

type Collection = Record<string, unknown> | unknown[];

class Builder {
  content: unknown;
  readonly #open: { collection: Collection; key: string }[] = [];

  open(collection: Collection): void {
    this.add(collection);
    this.#open.push({ collection, key: '' });
  }

  close(): void {
    this.#open.pop();
  }

  setKey(key: string): void {
    const innermost = this.#open.at(-1);
    if (innermost) innermost.key = key;
  }

  add(value: unknown): void {
    const innermost = this.#open.at(-1);
    if (!innermost) this.content = value;
    else if (Array.isArray(innermost.collection)) innermost.collection.push(value);
    else setOwn(innermost.collection, innermost.key, value);
  }
}

/** An assignment to `__proto__` would be lost. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  const options = { value, enumerable: true, configurable: true, writable: true };
  if (key === '__proto__') Object.defineProperty(object, key, options);
  else object[key] = value;
}
