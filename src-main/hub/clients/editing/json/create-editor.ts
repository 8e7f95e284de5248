import type { Json } from '../../client.ts';
import type { Edited, Editor } from '../editor.ts';
import { append } from './append.ts';
import type { EditedText } from './insert.ts';
import { locate } from './locate.ts';
import { put } from './put.ts';
import { readContent } from './read-content.ts';
import { remove } from './remove.ts';
import type { Syntax } from './syntax.ts';

/** An editor for one language of the JSON family. */
export function createJsonEditor(syntax: Syntax, keepTrailingCommas: boolean): Editor {
  const edited = (text: string): EditedText => ({ syntax, text, keepTrailingCommas });
  return {
    read: (text) => readContent(syntax, text),
    put: (text, path, value) => writing(value, (clean) => put(edited(text), path, clean)),
    remove: (text, path) => remove(edited(text), path),
    append: (text, path, value) => writing(value, (clean) => append(edited(text), path, clean)),
    sourceOf: (text, path) => {
      const located = locate(syntax, text, path);
      if (!located.ok || located.trail.found.length < path.length) return undefined;
      const member = located.trail.found.at(-1) ?? located.root;
      return member && text.slice(member.valueStart, member.valueEnd);
    },
  };
}

/** Writes a value as it comes back from a file: without members that are undefined. */
function writing(value: Json, write: (value: Json) => Edited): Edited {
  let isSayable = true;
  const text = JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part)) isSayable = false;
    return part;
  });
  return isSayable ? write(JSON.parse(text)) : { ok: false, reason: 'a number is not finite' };
}
