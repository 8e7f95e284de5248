import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigFormat } from '../../../../src-shared/domain/client.ts';
import { clientFixtures } from './client-fixtures.ts';
import { hasOtherContainer } from './expected-content.ts';
import { isStrictJson, parsePlainly } from './parse-plainly.ts';
import type { WrittenShape } from './written-shapes.ts';

/** A fixture's text. */
export interface Sample {
  name: string;
  text: string;
  format: ConfigFormat;
}

/** A fixture, byte for byte as text. */
export function readFixture(client: string, file: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', client, file), 'utf8');
}

const samples: readonly Sample[] = clientFixtures().flatMap(({ client, file, format }) =>
  format === 'xml' ? [] : [{ name: `${client}/${file}`, text: readFixture(client, file), format }],
);

/** What a shape's files can be: a strict parser's file is one of a lenient parser, too. */
const readable: Record<ConfigFormat, readonly ConfigFormat[]> = {
  json: ['json'],
  jsonc: ['json', 'jsonc'],
  json5: ['json', 'jsonc'],
  toml: ['toml'],
  yaml: ['yaml'],
};

/** Every fixture that may be a file of that shape; those of its own client have its root key. */
export function samplesFor(shape: WrittenShape): Sample[] {
  return samplesInFormat(shape).filter(({ text }) => !clashes(text, shape));
}

/** Those that have a map where the shape has a list, or the reverse. */
export function clashingSamples(shape: WrittenShape): Sample[] {
  return samplesInFormat(shape).filter(({ text }) => clashes(text, shape));
}

function samplesInFormat(shape: WrittenShape): Sample[] {
  return samples.filter(({ text, format }) => {
    if (!readable[shape.format].includes(format)) return false;
    return shape.format !== 'json' || isStrictJson(text);
  });
}

function clashes(text: string, shape: WrittenShape): boolean {
  return hasOtherContainer(parsePlainly(shape.format, text), shape);
}

/** The same file as others would have written it. */
export const variants: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'with CRLF': (text) => text.replace(/\r?\n/g, '\r\n'),
  'with a byte order mark': (text) => `\uFEFF${text.replace(/^\uFEFF/, '')}`,
  'without a final newline': (text) => text.trimEnd(),
};
