import { describeEditor } from './testing/describe-editor.ts';
import { writeToml } from './testing/write-toml.ts';
import { tomlEditor } from './toml.ts';

describeEditor('TOML', tomlEditor, writeToml);
