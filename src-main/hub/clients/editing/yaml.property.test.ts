import { describeEditor } from './testing/describe-editor.ts';
import { writeYaml } from './testing/write-yaml.ts';
import { yamlEditor } from './yaml.ts';

describeEditor('YAML', yamlEditor, writeYaml);
