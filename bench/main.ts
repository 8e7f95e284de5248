/**
 * `npm run bench`: Loom against a direct connection and against the floor, the least that this
 * topology can cost, in one run and in alternating rounds (design.md section 9).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Effort } from './measure/group.ts';
import { groups } from './measure/index.ts';
import { parseOptions, usage } from './options.ts';
import { formatTable, toJson } from './report.ts';
import { isMet, type Row } from './row.ts';

const options = parseOptions(process.argv.slice(2));
if (options.help) console.log(usage);
else await run();

async function run(): Promise<void> {
  const isWanted = (id: string) =>
    options.only.length === 0 || options.only.some((start) => id.startsWith(start));
  const effort: Effort = (full, quick) => (options.quick ? quick : full);
  const startedAt = new Date();
  const rows: Row[] = [];
  for (const group of groups) {
    if (!group.rows.some(isWanted)) continue;
    process.stderr.write(`measuring ${group.rows.filter(isWanted).join(', ')} …\n`);
    const measured = await group.measure(effort);
    rows.push(...measured.filter(({ id }) => isWanted(id)));
  }
  const json = toJson(rows, {
    startedAt,
    seconds: (Date.now() - startedAt.getTime()) / 1000,
    quick: options.quick,
    node: process.version,
    cpu: `${cpus().length} × ${cpus()[0]?.model}`,
  });
  writeResults(json);
  console.log(options.json ? json : `${formatTable(rows)}\n\n${summary(rows)}`);
}

function writeResults(json: string): void {
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'latest.json'), json);
}

function summary(rows: readonly Row[]): string {
  const met = rows.filter(isMet).length;
  return `${met} of ${rows.length} budgets met. Every round is in bench/results/latest.json.`;
}
