import type { ConfigFormat } from '../../../../src-shared/domain/client.ts';
import type { Editor } from './editor.ts';
import { jsoncEditor, jsonEditor } from './json.ts';
import { json5Editor } from './json5.ts';
import { tomlEditor } from './toml.ts';
import { yamlEditor } from './yaml.ts';

export const editors = {
  json: jsonEditor,
  jsonc: jsoncEditor,
  json5: json5Editor,
  toml: tomlEditor,
  yaml: yamlEditor,
} satisfies Record<ConfigFormat, Editor>;
