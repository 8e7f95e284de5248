// The console: what a browser has to load before it shows something, and how soon it does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startHub } from '../../e2e/harness/hub.ts';
import { chromiumPath, launchBrowser } from '../../e2e/ui/open-console.ts';
import { type Row, Samples } from '../row.ts';
import type { Group } from './group.ts';

export const console: Group = {
  rows: ['console-js', 'console-paint'],
  async measure(effort) {
    const samples = new Samples();
    samples.add('console-js', 'loom', initialKilobytes());
    if (chromiumPath) await measurePaint(samples, effort(7, 2));
    const value = (atMost: number) => ({ kind: 'value', of: 'loom', atMost }) as const;
    const rows: Row[] = [
      {
        id: 'console-js',
        what: 'console: JavaScript of the first page, gzip',
        unit: 'kB',
        series: samples.of('console-js'),
        budget: value(250),
      },
      {
        id: 'console-paint',
        what: 'console: first contentful paint of Overview from the local hub',
        unit: 'ms',
        series: samples.of('console-paint'),
        budget: value(300),
      },
    ];
    return rows.filter(({ series }) => (series.loom ?? []).length > 0);
  },
};

const assets = join(import.meta.dirname, '../../dist/renderer');

/** What index.html names and what that imports, as a browser would fetch it before it draws. */
function initialKilobytes(): number {
  const html = readFileSync(join(assets, 'index.html'), 'utf8');
  const seen = new Set<string>();
  const visit = (path: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    const code = readFileSync(join(assets, path), 'utf8');
    for (const [, file] of code.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) {
      visit(`assets/${file}`);
    }
  };
  for (const [, file = ''] of html.matchAll(/(?:src|href)="\/(assets\/[\w.-]+\.js)"/g)) visit(file);
  const bytes = [...seen].map((path) => gzipSync(readFileSync(join(assets, path))).length);
  return bytes.reduce((sum, length) => sum + length, 0) / 1000;
}

async function measurePaint(samples: Samples, rounds: number): Promise<void> {
  await using hub = await startHub();
  const browser = await launchBrowser();
  try {
    for (let round = 0; round < rounds; round++) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto((await hub.api.hub.consoleLink()).url);
      await page.getByText('Hub running').waitFor();
      // What people do all day: the files are in the browser's cache, the state comes from the hub.
      await page.reload();
      await page.getByText('Hub running').waitFor();
      const paint = await page.evaluate(
        () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
      );
      if (paint !== undefined) samples.add('console-paint', 'loom', paint);
      await context.close();
    }
  } finally {
    await browser.close();
  }
}
