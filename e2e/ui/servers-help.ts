/** What tests of the servers' pages share. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { parse } from 'yaml';
import type { TestHub } from '../harness/hub.ts';
import { serverFolder } from '../harness/servers.ts';

/** A value that nobody may see. */
export const secret = 'sk-live-3f9a7c21e8b04d56';

export function commandOf(file: string): string {
  return `${process.execPath} ${serverFolder}/${file}.ts`;
}

export async function entries(hub: TestHub): Promise<Record<string, unknown>> {
  // Nobody has written one yet.
  const text = await readFile(hub.registryPath, 'utf8').catch(() => '');
  return (parse(text) as { servers?: Record<string, unknown> } | null)?.servers ?? {};
}

export async function exposed(hub: TestHub): Promise<string[]> {
  return (await hub.api.tools.list({})).map(({ name }) => name);
}

export function row(page: Page, id: string) {
  return page
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox', { name: id, exact: true }) });
}

/** Of all rows that are drawn at one moment. */
export function names(page: Page): Promise<(string | null)[]> {
  return page
    .getByRole('table')
    .getByRole('checkbox')
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label')));
}
