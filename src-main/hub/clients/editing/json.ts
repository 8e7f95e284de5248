import { createJsonEditor } from './json/create-editor.ts';
import { jsoncSyntax } from './json/jsonc-syntax.ts';

/**
 * For files whose client takes plain JSON only. Comments and trailing commas that are there all the
 * same are read and kept (`oddities` tells of them), and none are added.
 */
export const jsonEditor = createJsonEditor(jsoncSyntax, false);

/** For files that may have comments and trailing commas. */
export const jsoncEditor = createJsonEditor(jsoncSyntax, true);
