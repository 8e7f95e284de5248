/** The workflows of a public CI, as far as they can be known without one. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };

const folder = join(import.meta.dirname, '../../.github/workflows');
const files = readdirSync(folder);
const text = (file: string) => readFileSync(join(folder, file), 'utf8');

const Workflow = z.object({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      needs: z.string().optional(),
      permissions: z.record(z.string(), z.string()).optional(),
      steps: z.array(z.object({ uses: z.string().optional(), run: z.string().optional() })),
    }),
  ),
});

test.each(files)('%s has the form of a workflow, without a key twice', (file) => {
  const document = parseDocument(text(file), { version: '1.2', uniqueKeys: true });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  const { jobs } = Workflow.parse(document.toJS());
  for (const { needs, steps } of Object.values(jobs)) {
    if (needs) expect(Object.keys(jobs)).toContain(needs);
    for (const { uses, run } of steps) expect([uses, run].filter(Boolean)).toHaveLength(1);
  }
});

test.each(files)('%s runs only scripts that there are', (file) => {
  const scripts = [...text(file).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
  expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(scripts));
  for (const [, path = ''] of text(file).matchAll(/node (scripts\/\S+)/g)) {
    expect(existsSync(join(folder, '../..', path))).toBe(true);
  }
});

test.skipIf(process.platform === 'win32').each(files)(
  '%s has scripts that a shell can read',
  (file) => {
    const { jobs } = Workflow.parse(parseDocument(text(file)).toJS());
    for (const { run } of Object.values(jobs).flatMap(({ steps }) => steps)) {
      if (run) execFileSync('bash', ['-n'], { input: run });
    }
  },
);

test.each(files)('%s takes no action that may change under it', (file) => {
  const actions = [...text(file).matchAll(/uses: (.*)/g)].map(([, action]) => action);
  expect(actions.filter((action) => !/^[\w/-]+@[0-9a-f]{40} # v\d/.test(action ?? ''))).toEqual([]);
});

test.each(files)('%s lets nobody write by default, and puts no input into a script', (file) => {
  const { permissions, jobs } = Workflow.parse(parseDocument(text(file)).toJS());
  expect(permissions).toEqual({ contents: 'read' });
  for (const { steps } of Object.values(jobs)) {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  }
});

test('the keys of a release are seen by the step that signs, and by no other', () => {
  const document: unknown = parseDocument(text('release.yml')).toJS();
  const Steps = z.object({ steps: z.array(z.record(z.string(), z.unknown())) });
  const { jobs } = z.object({ jobs: z.record(z.string(), Steps) }).parse(document);
  const knowing = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .filter((step) => JSON.stringify(step).includes('secrets.'));
  expect(knowing.map(({ name }) => name)).toEqual([expect.stringMatching(/^Package/)]);
});
