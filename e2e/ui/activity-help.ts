/** What tests of the activity page share. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** A client of that name. */
export function named(name: string) {
  const clientInfo = { name, version: '1' };
  return { initialize: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo } };
}

function table(page: Page) {
  return page.getByRole('table', { name: 'Calls, newest first' });
}

/** Server and name of each row that is drawn, all at one moment. */
export async function shown(page: Page): Promise<string[]> {
  const rows = await textsOfRows(page);
  return rows.map(([, , server = '', name = '']) => `${server} ${name.split('\n')[0]}`.trim());
}

export async function cells(page: Page, index: number): Promise<string[]> {
  const row = (await textsOfRows(page))[index] ?? [];
  return row.map((text) => text.trim());
}

function textsOfRows(page: Page): Promise<string[][]> {
  return table(page)
    .locator('[data-index]')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll<HTMLElement>('[role="cell"]')].map((cell) => cell.innerText),
      ),
    );
}

/** To where rows stay that somebody reads. */
export async function scrollDown(page: Page): Promise<void> {
  await page.mouse.wheel(0, 3_000);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(2_000);
}

/**
 * Which row is the first one below the headers, and where it is, once it stays there: scrolling goes on
 * for some frames, and so does what the browser does about content that comes above.
 */
export function placeOfFirst(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const place = () => {
      const rows = [...document.querySelectorAll<HTMLElement>('[role="row"][data-index]')];
      const first = rows.find((row) => row.getBoundingClientRect().top >= 80);
      return `${first?.innerText} ${Math.round(first?.getBoundingClientRect().top ?? 0)}`;
    };
    let before = '';
    for (let now = place(); now !== before; now = place()) {
      before = now;
      for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
    }
    return before;
  });
}

export function placesShown(page: Page): Promise<number[]> {
  return table(page)
    .locator('[data-index]')
    .evaluateAll((rows) =>
      rows.map((row) => Number((row as HTMLElement).dataset.index)).sort((a, b) => a - b),
    );
}

export async function dragOver(page: Page, chart: string): Promise<void> {
  const box = await page.getByRole('img', { name: chart }).boundingBox();
  if (!box) throw new Error('the chart is not drawn');
  await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + 20);
  await page.mouse.up();
}

/** All that can be read on the page, in fields too. */
export function textsOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('main input, main textarea')];
    return [document.body.innerText, ...fields.map(({ value }) => value)].join('\n');
  });
}
