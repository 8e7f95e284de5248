import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type {
  SecretFinding,
  SecretScan,
  UncheckedFile,
} from '../../../src-shared/domain/secret-finding.ts';
import { messageOf } from '../../../src-shared/errors.ts';
import { isSystemError } from '../platform/system-error.ts';
import { readText } from '../registry/read-text.ts';
import type { ClientFile } from './client-files.ts';
import { describeSecret, findSecrets } from './find-secrets.ts';
import { readJsonLeaves } from './json-leaves.ts';
import { type FindKnownFormats, loadKnownFormats } from './known-formats.ts';
import type { LeafReading, TextLeaf } from './text-leaf.ts';
import { readTomlLeaves } from './toml-leaves.ts';
import { readYamlLeaves } from './yaml-leaves.ts';

/** A file to look through: a client's, or one of Loom's own, which has no client. */
export type ScannedFile = Omit<ClientFile, 'client'> & { client?: string };

/** Longer than any secret, and than any text in which a search for one takes no time. */
const longestText = 64 * 1024;

const readers = {
  json: readJsonLeaves,
  toml: readTomlLeaves,
  yaml: readYamlLeaves,
} satisfies Record<ClientFile['format'], (source: string) => LeafReading>;

/**
 * Looks through files for secrets in plain text, without changing any. A file that does not exist is
 * left out; one that cannot be read, or not as what it should be, is told apart from a clean one.
 */
export async function scanFiles(files: readonly ScannedFile[]): Promise<SecretScan> {
  const scan: SecretScan = { findings: [], checked: [], unchecked: [] };
  const findFormats = await loadKnownFormats();
  for (const pattern of files) {
    for (const path of await expand(pattern.path)) {
      const result = await scanFile({ ...pattern, path }, findFormats);
      if (!result) continue;
      scan.findings.push(...result.findings);
      if (result.unchecked) scan.unchecked.push(result.unchecked);
      else scan.checked.push(path);
    }
  }
  return scan;
}

interface FileResult {
  findings: SecretFinding[];
  unchecked?: UncheckedFile;
}

async function scanFile(
  { path, format, sections, client }: ScannedFile,
  findFormats: FindKnownFormats,
): Promise<FileResult | undefined> {
  const about = { file: path, ...(client !== undefined && { client }) };
  let text: string | undefined;
  try {
    text = await readText(path);
  } catch (error) {
    const { cause } = error as Error;
    // A folder on the way is a file: there is no such file.
    if (isSystemError(cause, 'ENOTDIR')) return undefined;
    return { findings: [], unchecked: { ...about, reason: messageOf(cause) } };
  }
  if (text === undefined) return undefined;
  const reading = readLeaves(format, text);
  if (!reading.ok) {
    const { line, column } = reading;
    const reason = `it is not valid ${format.toUpperCase()}`;
    return { findings: [], unchecked: { ...about, line, column, reason } };
  }
  const leaves = reading.leaves.filter((leaf) => isIn(sections, leaf));
  const [tooLong] = leaves.filter((leaf) => leaf.text.length > longestText);
  const found = await findSecrets(
    leaves.filter((leaf) => leaf.text.length <= longestText),
    findFormats,
  );
  const findings = found.map((secret) => describeSecret(secret, about));
  if (!tooLong) return { findings };
  const { line, column } = tooLong;
  const reason = `a text in it is longer than ${longestText / 1024} KB`;
  return { findings, unchecked: { ...about, line, column, reason } };
}

/** What is nested too deeply for a parser is no file of settings; its error may quote the file. */
function readLeaves(format: ClientFile['format'], text: string): LeafReading {
  try {
    return readers[format](text);
  } catch {
    return { ok: false, line: 1, column: 1 };
  }
}

function isIn(sections: readonly string[] | undefined, { path }: TextLeaf): boolean {
  return !sections || path.some((key) => sections.includes(String(key)));
}

/** The files that a path with at most one pattern means; those of a plain path need not exist. */
async function expand(path: string): Promise<string[]> {
  if (!path.includes('*')) return [path];
  const [parent, rest] = cutAtPattern(path);
  const pattern = basename(parent).split('*');
  const names = await readdir(dirname(parent)).catch(() => []);
  return names
    .filter((name) => name.startsWith(pattern[0] ?? '') && name.endsWith(pattern[1] ?? ''))
    .sort()
    .map((name) => join(dirname(parent), name, rest));
}

/** `a/b*` and `c/d` of `a/b*c/d`. */
function cutAtPattern(path: string): [string, string] {
  let parent = path;
  let rest = '';
  while (!basename(parent).includes('*')) {
    rest = join(basename(parent), rest);
    parent = dirname(parent);
  }
  return [parent, rest];
}
