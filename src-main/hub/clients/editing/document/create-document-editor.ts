import { lineEnding } from '../../../registry/splice-text.ts';
import type { Json } from '../../client.ts';
import { namedValue } from '../content-edits.ts';
import type { ContentReading, Edited, Editor, Oddity } from '../editor.ts';
import { filePlace } from '../file-place.ts';

import { appendProven, putProven, removeProven } from './prove-edit.ts';
import type { Syntax } from './syntax.ts';

/** The editor of a format: what all have in common, around the places that its `syntax` finds. */
export function createDocumentEditor<Tree>(syntax: Syntax<Tree>): Editor {
  return {
    read: (text) => readContent(syntax, text),
    put(text, path, value) {
      const last = path.at(-1);
      const whole = typeof last === 'object' ? namedValue(last, value) : value;
      if (last === undefined) return { ok: false, reason: 'a whole file is never replaced' };
      if (whole === undefined)
        return { ok: false, reason: 'the entry has another name than its place' };
      return writing(syntax, text, whole, (body, clean) => putProven(syntax, body, path, clean));
    },
    remove: (text, path) => withoutMark(text, (body) => removeProven(syntax, body, path)),
    append: (text, path, value) =>
      writing(syntax, text, value, (body, clean) => appendProven(syntax, body, path, clean)),
    sourceOf(text, path) {
      const parsed = syntax.parse(split(text).body);
      return parsed.ok ? syntax.sourceOf(parsed.tree, path) : undefined;
    },
  };
}

function readContent<Tree>(syntax: Syntax<Tree>, text: string): ContentReading {
  const { mark, body } = split(text);
  const bom: Oddity[] = mark === '' ? [] : [{ kind: 'bom', line: 1, column: 1 }];
  if (body.trim() === '') return { ok: true, content: undefined, oddities: bom };
  const parsed = syntax.parse(body);
  if (!parsed.ok) return { ok: false, reason: parsed.reason, ...filePlace(body, parsed.offset) };
  return { ok: true, content: parsed.content, oddities: [...bom, ...parsed.oddities] };
}

function writing<Tree>(
  syntax: Syntax<Tree>,
  text: string,
  value: Json,
  edit: (body: string, value: Json) => Edited,
): Edited {
  const reason = unwritable(value) ?? syntax.cannotHold?.(value);
  if (reason !== undefined) return { ok: false, reason };
  const clean: Json = JSON.parse(JSON.stringify(value));
  return withoutMark(text, (body) => (body.trim() === '' ? fresh(body) : edit(body, clean)));

  /** Instead of blanks; their line ends stay. */
  function fresh(blanks: string): Edited {
    const edited = edit('', clean);
    const ending = lineEnding(blanks);
    return edited.ok ? { ok: true, text: edited.text.replaceAll('\n', ending) } : edited;
  }
}

/** A byte order mark stays where it is. */
function withoutMark(text: string, edit: (body: string) => Edited): Edited {
  const { mark, body } = split(text);
  const edited = edit(body);
  return edited.ok ? { ok: true, text: mark + edited.text } : edited;
}

function split(text: string): { mark: string; body: string } {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  return { mark, body: text.slice(mark.length) };
}

/** Half a character would become another one in the file; JSON has no other numbers. */
function unwritable(value: Json): string | undefined {
  if (typeof value === 'string' && !value.isWellFormed()) return 'a text is not valid Unicode';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number is not finite';
  if (typeof value !== 'object' || value === null) return undefined;
  const parts: Json[] = Object.entries(value).flat();
  return parts.map(unwritable).find((reason) => reason !== undefined);
}
