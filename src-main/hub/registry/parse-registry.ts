import { Registry } from '../../../src-shared/domain/registry.ts';
import { parseYaml, type YamlReading } from './parse-yaml.ts';

export function parseRegistry(text: string, file: string): YamlReading<Registry> {
  return parseYaml({ text, file, schema: Registry, code: 'invalid-registry' });
}
