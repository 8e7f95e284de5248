import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { clientFixtures } from '../testing/client-fixtures.ts';
import { maskDiff } from './mask-diff.ts';

const Expected = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      servers: z.array(z.object({ secrets: z.array(z.object({ value: z.string() })).optional() })),
    }),
  ),
});

test.each(clientFixtures().filter(({ format }) => format !== 'xml'))(
  'a diff of all of $client/$file shows none of its secrets',
  ({ client, file }) => {
    const folder = new URL(`../testing/fixtures/${client}/`, import.meta.url);
    const text = readFileSync(new URL(file, folder), 'utf8');
    const { files } = Expected.parse(
      JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')),
    );
    const servers = files.find((one) => one.file === file)?.servers ?? [];
    const secrets = servers.flatMap((server) => server.secrets ?? []);
    for (const [before, after] of [
      [text, ''],
      ['', text],
    ]) {
      const shown = maskDiff({ file, before, after, secrets: [] });
      for (const { value } of secrets) expect(shown).not.toContain(value);
    }
  },
);
