import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { toLoomError } from '../../../../src-shared/errors.ts';
import { scanFiles } from '../../secret-scan/scan-files.ts';
import type { Oddity } from '../editing/editor.ts';
import { editors } from '../editing/index.ts';
import { readClientFile } from '../editing/read-client-file.ts';
import type { FoundTarget } from '../find-targets.ts';
import { isLoomEntry } from '../reading/is-loom.ts';

/** Something wrong in a file; line and column count from 1. */
export interface Finding {
  text: string;
  line?: number;
  column?: number;
}

/** What is wrong in a file that a target's client reads, or would; undefined where there is none. */
export async function checkFile(
  file: string,
  found: FoundTarget,
  ownUrls: readonly string[],
): Promise<Finding[] | undefined> {
  const { format, root } = found.target;
  try {
    const reading = await readClientFile(file);
    if (!reading.exists) return undefined;
    const read = editors[format].read(reading.text);
    if (!read.ok) return [{ text: read.reason, line: read.line, column: read.column }];
    const findings = [
      ...read.oddities.flatMap((oddity) => judgeOddity(oddity, found)),
      ...(await checkOwnEntries(holderOf(read.content, root), ownUrls)),
      ...(await checkSecrets(file, found)),
    ];
    return findings.sort(
      (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
    );
  } catch (thrown) {
    return [{ text: toLoomError(thrown).message }];
  }
}

function judgeOddity(
  { kind, key, line, column }: Oddity,
  { accepts, target }: FoundTarget,
): Finding[] {
  const what = {
    'trailing-comma': accepts.trailingComma ? undefined : 'takes no trailing comma',
    comment: accepts.comments ? undefined : 'takes no comments',
    bom: accepts.bom ? undefined : 'takes no byte order mark',
    'duplicate-key': `reads one of two: the key ${key ?? ''} stands twice`.replace('  ', ' '),
  }[kind];
  return what === undefined ? [] : [{ text: `${target.label} ${what}`, line, column }];
}

function holderOf(content: unknown, root: readonly string[]): unknown {
  return root.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    content,
  );
}

/** Entries that lead to Loom must be able to. */
async function checkOwnEntries(holder: unknown, ownUrls: readonly string[]): Promise<Finding[]> {
  if (typeof holder !== 'object' || holder === null) return [];
  const findings: Finding[] = [];
  for (const [name, entry] of Object.entries(holder)) {
    if (!isLoomEntry(entry, { urls: [...ownUrls] })) continue;
    for (const program of programsOf(entry)) {
      if (await canRun(program)) continue;
      findings.push({ text: `the entry ${name} starts ${program}, which cannot be run` });
    }
  }
  return findings;
}

/** The full paths in its command, which is a text or a list. */
function programsOf(entry: unknown): string[] {
  const { command, cmd } = entry as { command?: unknown; cmd?: unknown };
  const [first] = [command ?? cmd].flat();
  return typeof first === 'string' && isAbsolute(first) ? [first] : [];
}

async function canRun(program: string): Promise<boolean> {
  return await access(program, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function checkSecrets(file: string, { target }: FoundTarget): Promise<Finding[]> {
  const section = target.root.at(-1);
  const scan = await scanFiles([
    { path: file, format: target.format, ...(section !== undefined && { sections: [section] }) },
  ]);
  const unchecked = scan.unchecked.map(({ reason }) => ({
    text: `not looked through for secrets: ${reason}`,
  }));
  return [
    ...scan.findings.map(({ field, preview, line, column }) => ({
      text: `a secret in plain text: ${field}: ${preview}`,
      line,
      column,
    })),
    ...unchecked,
  ];
}
