/** The traps of testing/fixtures/edge-cases, as each client whose format they are in would meet them. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ConfigFormat } from '../../../src-shared/domain/client.ts';
import type { KeyPath } from './client.ts';
import { editors } from './editing/index.ts';
import { changeBetween } from './testing/byte-changes.ts';
import { checkInsertion, putEntry } from './testing/check-insertion.ts';
import { withEntry } from './testing/expected-content.ts';
import { parsePlainly } from './testing/parse-plainly.ts';
import { readFixture } from './testing/samples.ts';
import {
  entryPath,
  loomEntries,
  type WrittenShape,
  writtenShapes,
} from './testing/written-shapes.ts';

const EdgeCase = z.object({
  file: z.string(),
  rootPath: z.tuple([z.string()]),
  write: z.object({ action: z.enum(['create', 'insert', 'replace', 'refuse']) }),
});

const { files } = z
  .object({ files: z.array(EdgeCase) })
  .parse(JSON.parse(readFixture('edge-cases', 'expected.json')));

const cases = files.flatMap(({ file, rootPath, write }) =>
  shapesOf(file).map((shape) => ({
    ...{ file, shape, id: shape.id, action: write.action },
    text: withRoot(readFixture('edge-cases', file), rootPath[0], shape),
  })),
);

test.each(cases)('$id, $file: $action', ({ action, shape, text }) => {
  const name = 'loom';
  const path = entryPath(shape, name);
  for (const entry of loomEntries(shape, name)) {
    if (action === 'insert') checkInsertion(shape, text, { name, entry });
    if (action === 'replace') checkReplacement(shape, text, path);
    if (action === 'refuse')
      expect(editors[shape.format].put(text, path, entry)).toMatchObject({ ok: false });
    if (action === 'create')
      expect(parsePlainly(shape.format, putEntry(shape, text, { name, entry }))).toEqual(
        withEntry({}, shape, { name, entry }),
      );
  }
});

describe.each(['json', 'jsonc', 'json5'] as const)('%s', (format) => {
  test.each(['11-truncated.json', '14-duplicate-key.json'])(
    '%s is refused with its place',
    (file) => {
      const text = readFixture('edge-cases', file);
      expect(editors[format].put(text, ['mcpServers', 'loom'], {})).toMatchObject({
        ok: false,
        line: expect.any(Number),
        column: expect.any(Number),
      });
    },
  );
});

/** Only one value differs, so it alone is written. */
function checkReplacement({ format }: WrittenShape, text: string, path: KeyPath): void {
  const edited = editors[format].put(text, [...path, 'command'], '/new/loom');
  expect(edited).toMatchObject({ ok: true });
  const { removed, added } = changeBetween(text, edited.ok ? edited.text : '');
  expect(`${removed}${added}`).not.toMatch(/["\n]/);
}

/** A file's ending says which formats it is a case of. */
function shapesOf(file: string): WrittenShape[] {
  const formats: Record<string, readonly ConfigFormat[]> = {
    json: ['json', 'jsonc', 'json5'],
    jsonc: ['jsonc', 'json5'],
    toml: ['toml'],
    yaml: ['yaml'],
  };
  const fitting = formats[file.split('.').at(-1) ?? ''] ?? [];
  return writtenShapes().filter(
    ({ format, root, container }) =>
      fitting.includes(format) && root.length === 1 && container === 'map',
  );
}

/** The case, as it would be with the client's own root key. */
function withRoot(text: string, key: string, { root }: WrittenShape): string {
  return text.replaceAll(key, () => root[0] ?? key);
}
