/**
 * Presets that say `probed` start, list their tools and end, as "Try" in the console does it. Their
 * packages come from npm, so a first run downloads them; npm keeps them between runs.
 *
 * Those in `large` take too long for every run: `PROBE_PRESETS=all` runs them, too.
 */
import { exec as execWithCallback } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { loadPresets } from '../../src-main/hub/presets/load-presets.ts';
import type { Preset, ProbeResult } from '../../src-shared/domain/preset.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

const root = join(import.meta.dirname, '../..');
const npmCache = join(root, 'node_modules/.cache/preset-probes');
const exec = promisify(execWithCallback);

/** Packages of more than 60 MB, or with many hundreds of dependencies. */
const large = new Set([
  ...['digitalocean', 'firecrawl', 'mapbox', 'mobile', 'mongodb', 'n8n'],
  ...['netlify', 'repomix', 'sentry', 'shadcn', 'shopify-dev'],
]);
const atOnce = 6;

const probed = (await loadPresets(join(root, 'resources/presets'))).filter(
  ({ id, verified }) =>
    verified === 'probed' && (process.env.PROBE_PRESETS === 'all' || !large.has(id)),
);

test('every preset that says so starts and lists its tools', { timeout: 900_000 }, async (test) => {
  await using hub = await startHub();
  await prepareHome(hub.home);
  const unreachable = await pingNpm(hub.home);
  test.skip(unreachable !== undefined, `the npm registry cannot be reached: ${unreachable}`);
  const found = await inTurns(probed, (preset) => probe(hub, preset));

  const failed = found.filter(({ result }) => !result.ok || result.tools.length === 0);
  expect(failed.map(({ id, result }) => ({ id, ...result }))).toEqual([]);
  expect(await hub.api.servers.list()).toEqual([]);
});

/** npm keeps what it downloads, and servers are run by the Node of these tests. */
async function prepareHome(home: string): Promise<void> {
  mkdirSync(npmCache, { recursive: true });
  const { NODE_EXTRA_CA_CERTS: cafile, HTTPS_PROXY: proxy } = process.env;
  const settings = { cache: npmCache, 'prefer-offline': true, cafile, 'https-proxy': proxy };
  // A registry that refuses for a moment is none of ours.
  const patience = { 'fetch-retries': 5, 'fetch-retry-mintimeout': 2_000 };
  const lines = Object.entries({ ...settings, ...patience }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}\n`],
  );
  await writeFile(join(home, '.npmrc'), lines.join(''));
  const path = `export PATH="${dirname(process.execPath)}${delimiter}$PATH"\n`;
  for (const file of ['.profile', '.zprofile']) await writeFile(join(home, file), path);
}

/** Why npm cannot reach its registry, where it cannot. */
async function pingNpm(home: string): Promise<string | undefined> {
  const env = { PATH: process.env.PATH ?? '', HOME: home };
  return await exec('npm ping --fetch-retries=0', { env }).then(
    () => undefined,
    (error: Error) => error.message.split('\n').find((line) => line.startsWith('npm error')),
  );
}

interface Probed {
  id: string;
  result: ProbeResult;
}

async function probe(hub: TestHub, { id, probe: values = {} }: Preset): Promise<Probed> {
  const filled = { preset: id, id, values, project: hub.home };
  const { digest, problems } = await hub.api.presets.fill(filled);
  expect(problems, id).toEqual([]);
  return { id, result: await hub.api.presets.try({ ...filled, digest }) };
}

/** As many at once as leave the machine to others, too. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let item = waiting.shift(); item; item = waiting.shift()) results.push(await work(item));
    }),
  );
  return results;
}
