import type { ConfigFormat } from '../../../src-shared/domain/client.ts';
import type {
  SecretFinding,
  SecretScan,
  UncheckedFile,
} from '../../../src-shared/domain/secret-finding.ts';
import { messageOf } from '../../../src-shared/errors.ts';
import { readClientFile } from '../clients/editing/read-client-file.ts';
import { isSystemError } from '../platform/system-error.ts';
import { describeSecret, findSecrets } from './find-secrets.ts';
import { readJsonLeaves } from './json-leaves.ts';
import { readJson5Leaves } from './json5-leaves.ts';
import { type FindKnownFormats, loadKnownFormats } from './known-formats.ts';
import type { LeafReading, TextLeaf } from './text-leaf.ts';
import { readTomlLeaves } from './toml-leaves.ts';
import { readYamlLeaves } from './yaml-leaves.ts';

/** A file to look through: a client's, or one of Loom's own, which has no client. */
export interface ScannedFile {
  /** The client's name, as people know it. */
  client?: string;
  path: string;
  format: ConfigFormat;
  /** The keys under which its servers stand, where the file holds other settings too. */
  sections?: readonly string[];
}

/** Longer than any secret, and than any text in which a search for one takes no time. */
const longestText = 64 * 1024;

const readers = {
  json: readJsonLeaves,
  jsonc: readJsonLeaves,
  json5: readJson5Leaves,
  toml: readTomlLeaves,
  yaml: readYamlLeaves,
} satisfies Record<ConfigFormat, (source: string) => LeafReading>;

/**
 * Looks through files for secrets in plain text, without changing any. A file that does not exist is
 * left out; one that cannot be read, or not as what it should be, is told apart from a clean one.
 */
export async function scanFiles(files: readonly ScannedFile[]): Promise<SecretScan> {
  const scan: SecretScan = { findings: [], checked: [], unchecked: [] };
  const findFormats = await loadKnownFormats();
  for (const file of files) {
    const result = await scanFile(file, findFormats);
    if (!result) continue;
    scan.findings.push(...result.findings);
    if (result.unchecked) scan.unchecked.push(result.unchecked);
    else scan.checked.push(file.path);
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
    const file = await readClientFile(path);
    text = file.exists ? file.text : undefined;
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
    const reason = `it is not valid ${format.toUpperCase().replace('JSONC', 'JSON')}`;
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
function readLeaves(format: ConfigFormat, text: string): LeafReading {
  try {
    return readers[format](text);
  } catch {
    return { ok: false, line: 1, column: 1 };
  }
}

function isIn(sections: readonly string[] | undefined, { path }: TextLeaf): boolean {
  return !sections || path.some((key) => sections.includes(String(key)));
}
