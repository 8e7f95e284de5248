import type {
  SecretFinding,
  SecretScan,
  UncheckedFile,
} from '../src-shared/domain/secret-finding.ts';
import { plainText, type Style } from './output/style.ts';
import { countOf } from './output/units.ts';
import { formatPlace } from './report-failure.ts';

/** Where secrets stand in plain text, whose files those are and what to do; '' where there are none. */
export function describeScan({ findings, unchecked }: SecretScan, style: Style): string {
  const own = findings.filter(({ client }) => client === undefined);
  const clients = findings.filter((finding) => !own.includes(finding) && finding.format !== 'loom');
  const ours = findings.filter((finding) => !own.includes(finding) && finding.format === 'loom');
  const sections = [
    ...section(own, style, '`loom secret adopt` moves those of registry.yaml into the vault.'),
    ...section(
      clients,
      style,
      '`loom import` gives such a server to Loom and its secret to the vault; `loom sync --replace` ' +
        "then takes it out of the client's file.",
    ),
    ...section(
      ours,
      style,
      'That is a token for this hub. `loom proxy` in place of the URL needs none; see `loom auth token-list`.',
    ),
    ...unchecked.map((file) => describeUnchecked(file, style)),
  ];
  if (sections.length === 0) return '';
  const counts = [
    findings.length > 0 ? `${countOf(findings.length, 'secret')} in plain text` : '',
    unchecked.length > 0 ? `${countOf(unchecked.length, 'file')} not looked through` : '',
  ];
  return [...sections, `${counts.filter(Boolean).join(', ')}.`].join('\n\n');
}

/** One finding in one line: place, field, what may be shown of it, and why it is taken for one. */
export function describeFinding(finding: SecretFinding, style: Style): string {
  const { field, preview, format, client } = finding;
  const owner = client === undefined ? '' : ` (${client})`;
  const why = format === undefined ? 'looks like a credential' : `known format: ${format}`;
  const shown = style('yellow', plainText(`${field}: ${preview}`));
  return `${plainText(formatPlace(finding))}${owner} ${shown}, ${why}`;
}

function section(findings: readonly SecretFinding[], style: Style, remedy: string): string[] {
  if (findings.length === 0) return [];
  const lines = findings.map((finding) => describeFinding(finding, style));
  return [[...lines, `${style('cyan', '→')} ${remedy}`].join('\n')];
}

function describeUnchecked(file: UncheckedFile, style: Style): string {
  const owner = file.client === undefined ? '' : ` (${file.client})`;
  const what = style('yellow', plainText(`not looked through for secrets: ${file.reason}`));
  return `${plainText(formatPlace(file))}${owner} ${what}`;
}
