import { LoomError } from '../../../../src-shared/errors.ts';
import type { Json, JsonObject, KeyPath } from '../client.ts';
import type { Edited, Editor } from '../editing/editor.ts';
import { agrees, isObject, isSame, toJson } from './agrees.ts';
import type { Touch } from './client-store.ts';
import { valueAt } from './value-at.ts';

export interface TextEditsOptions {
  editor: Editor;
  /** For messages. */
  file: string;
  parsed?: { content: unknown } | undefined;
}

/**
 * A file's text on its way to the wished one. Every edit is one of the editor's, which touches nothing
 * else; what was touched is kept, so that it can be taken back later in a file that has changed.
 */
export class TextEdits {
  readonly touched: Touch[] = [];
  readonly #editor: Editor;
  readonly #file: string;
  #text: string;
  #parsed: { text: string; content: unknown } | undefined;

  /**
   * @param parsed - the text's content, where somebody has read it already.
   * @throws LoomError 'invalid-client-file' where the text does not parse.
   */
  constructor(text: string, { editor, file, parsed }: TextEditsOptions) {
    this.#text = text;
    this.#editor = editor;
    this.#file = file;
    if (parsed) this.#parsed = { text, ...parsed };
    else this.content();
  }

  get text(): string {
    return this.#text;
  }

  content(): unknown {
    if (this.#parsed?.text !== this.#text) {
      this.#parsed = { text: this.#text, content: this.#parse() };
    }
    return this.#parsed.content;
  }

  #parse(): unknown {
    const reading = this.#editor.read(this.#text);
    if (reading.ok) return reading.content;
    throw this.#refused(reading);
  }

  /**
   * Gives an entry its value. Where one stands there, only the keys that differ change: others are its
   * user's.
   *
   * @param foreign - keys that belong to another form of the entry, and go.
   */
  putEntry(path: KeyPath, wanted: JsonObject, foreign: readonly string[] = []): void {
    const standing = valueAt(this.content(), path);
    if (agrees(standing, wanted) && !foreign.some((key) => has(standing, key))) return;
    if (!isObject(standing)) {
      this.#apply(this.#editor.put(this.#text, path, wanted));
      this.#touch({ path, before: standing, after: wanted });
      return;
    }
    if (!this.#tryMerge(path, { standing, wanted, foreign })) {
      const kept = Object.entries(standing).filter(([key]) => !foreign.includes(key));
      const merged = { ...(toJson(Object.fromEntries(kept)) as JsonObject), ...wanted };
      this.#apply(this.#editor.put(this.#text, path, merged));
    }
    this.#touch({ path, before: standing, after: valueAt(this.content(), path) });
  }

  /** Gives a path its value as it is. */
  put(path: KeyPath, value: Json): void {
    const before = valueAt(this.content(), path);
    if (isSame(before, value)) return;
    this.#apply(this.#editor.put(this.#text, path, value));
    this.#touch({ path, before, after: value });
  }

  remove(path: KeyPath): void {
    const before = valueAt(this.content(), path);
    if (before === undefined) return;
    this.#apply(this.#editor.remove(this.#text, path));
    this.#touch({ path, before, after: undefined });
  }

  /** Adds a value to a list that is there and does not hold it. */
  append(path: KeyPath, value: Json): boolean {
    const list = valueAt(this.content(), path);
    if (!Array.isArray(list) || list.some((item) => isSame(item, value))) return false;
    this.#apply(this.#editor.append(this.#text, path, value));
    this.touched.push({ path, after: value, inList: true });
    return true;
  }

  /** Takes a value out of a list; false where it is not in there. */
  takeOut(path: KeyPath, value: Json): boolean {
    const list = valueAt(this.content(), path);
    const index = Array.isArray(list) ? list.findIndex((item) => isSame(item, value)) : -1;
    if (index < 0) return false;
    this.#apply(this.#editor.remove(this.#text, [...path, index]));
    this.touched.push({ path, before: value, inList: true });
    return true;
  }

  /** Key by key; false, and nothing changed, where the format cannot do one of these alone. */
  #tryMerge(path: KeyPath, { standing, wanted, foreign }: Merge): boolean {
    const before = this.#text;
    const edits = [
      ...foreign
        .filter((key) => has(standing, key))
        .map((key) => (text: string) => this.#editor.remove(text, [...path, key])),
      ...differences(standing, wanted, path).map(
        ([at, value]) =>
          (text: string) =>
            this.#editor.put(text, at, value),
      ),
    ];
    for (const edit of edits) {
      const edited = edit(this.#text);
      if (!edited.ok) {
        this.#text = before;
        return false;
      }
      this.#text = edited.text;
    }
    if (agrees(valueAt(this.content(), path), wanted)) return true;
    this.#text = before;
    return false;
  }

  #touch({ path, before, after }: { path: KeyPath; before: unknown; after: unknown }): void {
    this.touched.push({
      path,
      ...(before !== undefined && { before: toJson(before) }),
      ...(after !== undefined && { after: toJson(after) }),
    });
  }

  #apply(edited: Edited): void {
    if (!edited.ok) throw this.#refused(edited);
    this.#text = edited.text;
  }

  #refused({
    reason,
    line,
    column,
  }: {
    reason: string;
    line?: number;
    column?: number;
  }): LoomError {
    return new LoomError('invalid-client-file', reason, {
      place: {
        file: this.#file,
        ...(line !== undefined && { line }),
        ...(column !== undefined && { column }),
      },
    });
  }
}

interface Merge {
  standing: JsonObject;
  wanted: JsonObject;
  foreign: readonly string[];
}

/** The smallest values to set, so that one object says what the other does. */
function differences(standing: JsonObject, wanted: JsonObject, path: KeyPath): [KeyPath, Json][] {
  return Object.entries(wanted).flatMap(([key, value]): [KeyPath, Json][] => {
    const found = Object.hasOwn(standing, key) ? standing[key] : undefined;
    if (agrees(found, value)) return [];
    if (isObject(found) && isObject(value)) return differences(found, value, [...path, key]);
    return [[[...path, key], value]];
  });
}

function has(value: unknown, key: string): boolean {
  return isObject(value) && Object.hasOwn(value, key);
}
