import { createJsonEditor } from './json/create-editor.ts';
import { json5Syntax } from './json/json5-syntax.ts';

/** For JSON5: also keys without quotes and texts in single ones. New text is plain JSON. */
export const json5Editor = createJsonEditor(json5Syntax, true);
