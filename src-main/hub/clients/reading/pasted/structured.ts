import type { ContentReading } from '../../editing/editor.ts';
import { editors } from '../../editing/index.ts';
import { findRoots } from './find-roots.ts';
import type { Pasting } from './pasted.ts';

const tomlLine = /^(\[\[?\s*["'\w][^\]{}]*\]\]?\s*(#.*)?|[\w."'-]+\s*=\s*\S.*)$/;

/** Text in one of the formats of clients' files, or a piece of one. */
export function readStructured(text: string): Pasting {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '' && !/^\s*#/.test(line)) ?? '';
  if (tomlLine.test(first.trim())) return shaped('toml', editors.toml.read(text));
  if (/^\s*([[{"']|\/[/*])/.test(text)) return readJson(text);
  const yaml = shaped('yaml', editors.yaml.read(text));
  if (yaml.ok || !/^\s*[\w$]+\s*:/.test(text)) return yaml;
  const json5 = shaped('json', inBraces(text));
  return json5.ok ? json5 : yaml;
}

/** What READMEs show is often a piece without the braces around it. */
function readJson(text: string): Pasting {
  const reading = /^\s*["']/.test(text) ? inBraces(text) : editors.jsonc.read(text);
  if (reading.ok) return shaped('json', reading);
  const loose = editors.json5.read(text);
  return shaped('json', loose.ok ? loose : reading);
}

function inBraces(text: string): ContentReading {
  const reading = editors.json5.read(`{${text.replace(/^\uFEFF/, '')}}`);
  if (reading.ok) return reading;
  const { line, column } = reading;
  return { ...reading, column: line === 1 ? Math.max(1, column - 1) : column };
}

function shaped(kind: 'json' | 'toml' | 'yaml', reading: ContentReading): Pasting {
  if (!reading.ok) return reading;
  const shape = findRoots(reading.content);
  return shape.ok ? { ...shape, kind } : shape;
}
