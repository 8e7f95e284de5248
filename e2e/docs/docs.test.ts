/** What the documents point at is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fuses } from '../../electron-builder.config.ts';

const root = join(import.meta.dirname, '../..');
const documents = [
  'README.md',
  'ARCHITECTURE.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

test.each(documents)('%s links to what is there', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !/^https?:/.test(link) && !leadsSomewhere(link))).toEqual([]);

  function leadsSomewhere(link: string): boolean {
    const [path = '', heading] = link.split('#');
    const file = path === '' ? join(root, document) : join(root, document, '..', path);
    if (!existsSync(file)) return false;
    return heading === undefined || headingsOf(readFileSync(file, 'utf8')).includes(heading);
  }
});

test.each(documents.filter((name) => name.startsWith('docs/')))(
  '%s names files that there are',
  (document) => {
    const text = readFileSync(join(root, document), 'utf8').replace(/```[\s\S]*?```/g, '');
    const named = [
      ...text.matchAll(
        /`((?:src-\w+|e2e|resources\/(?:bin|icons|package|presets|services)|scripts|docs|\.github)\/[^`*<>{}\s]+)`/g,
      ),
    ];
    const paths = named.map(([, path = '']) => path);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  },
);

test('docs/desktop.md has the keys of every page', () => {
  const pages = readFileSync(join(root, 'src-renderer/app/pages.ts'), 'utf8');
  const keys = [...pages.matchAll(/^ {4}shortcut: '(.)'/gm)].map(([, key]) => key);
  const text = readFileSync(join(root, 'docs/desktop.md'), 'utf8');
  const told = [...text.matchAll(/<kbd>g<\/kbd> then <kbd>(.)<\/kbd>/g)].map(([, key]) => key);
  expect(told).toEqual(keys);
});

test('docs/security.md has every fuse as it is set', () => {
  const text = readFileSync(join(root, 'docs/security.md'), 'utf8');
  for (const [name, on] of Object.entries(fuses)) {
    expect(text).toMatch(new RegExp(`^\\| \`${name}\` \\| \\W*${on ? 'on' : 'off'}\\W* \\|`, 'm'));
  }
});

test("docs/security.md answers all of Electron's checklist", () => {
  const text = readFileSync(join(root, 'docs/security.md'), 'utf8');
  const [, checklist = ''] = text.split("## Electron's checklist");
  const rows = [...checklist.matchAll(/^\| (\d+) \| [^|]+ \| [^|]+ \|$/gm)];
  expect(rows.map(([, number]) => Number(number))).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 1),
  );
});

/** As a reader of Markdown makes addresses of them. */
function headingsOf(text: string): string[] {
  const titles = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title);
  return titles.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
