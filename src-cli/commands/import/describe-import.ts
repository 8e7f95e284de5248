import type {
  ImportCandidate,
  ImportPlan,
  ImportResult,
} from '../../../src-shared/domain/import.ts';
import { plainText, type Style } from '../../output/style.ts';
import { countOf } from '../../output/units.ts';
import { formatPlace } from '../../report-failure.ts';

/** All that was found, with the exact command of each; never a secret's value. */
export function describePlan(plan: ImportPlan, style: Style): string {
  const { candidates, skipped, unreadable } = plan;
  const known = candidates.filter(({ alreadyAs }) => alreadyAs !== undefined);
  const sections = [
    ...candidates.map((candidate, index) =>
      candidate.alreadyAs === undefined ? describeCandidate(candidate, index + 1, style) : '',
    ),
    known.length > 0 && plainText(`In registry.yaml already: ${known.map(knownAs).join(', ')}.`),
    describeSkipped(skipped),
    unreadable
      .map(({ reason, ...place }) =>
        style('yellow', plainText(`Not read: ${formatPlace(place)}: ${oneLine(reason)}`)),
      )
      .join('\n'),
  ];
  if (candidates.length === 0) sections.push('No servers were found.');
  return sections.filter(Boolean).join('\n\n');
}

/** Loom's own entry may stand in every file: what is alike is said once. */
function describeSkipped(skipped: ImportPlan['skipped']): string {
  const groups = Map.groupBy(skipped, ({ name, reason }) => `${name}\n${reason}`);
  return [...groups.values()]
    .map((alike) => {
      const [{ name, file, reason } = { name: '', file: '', reason: '' }] = alike;
      const where = alike.length > 1 ? `in ${alike.length} files` : file;
      return plainText(`Left out: ${name} (${where}): ${oneLine(reason)}`);
    })
    .join('\n');
}

function knownAs({ id, alreadyAs }: ImportCandidate): string {
  return id === alreadyAs ? id : `${id} (as ${alreadyAs})`;
}

function describeCandidate(candidate: ImportCandidate, number: number, style: Style): string {
  const { id, names, sources, runs, entry, conflict } = candidate;
  const others = names.filter((name) => name !== id).map((name) => `"${oneLine(name)}"`);
  const where = [...new Set(sources.map(({ label }) => label))].join(', ');
  const heading = `${number}. ${style('bold', id)} ${style('dim', plainText(`(${where})`))}`;
  const isOff = entry.enabled === false;
  const lines = [
    others.length > 0 && `called ${plainText(others.join(', '))} there`,
    conflict && `${conflict} is another server: this one gets another name`,
    `${entry.transport === 'stdio' ? 'runs' : 'connects to'}: ${style('cyan', plainText(runs))}`,
    typeof entry.cwd === 'string' && `in: ${plainText(entry.cwd)}`,
    ...describeMaps(entry),
    isOff && 'is switched off, and stays so',
    ...candidate.secrets.map(describeSecret),
    ...candidate.notes.map((note) => `note: ${plainText(oneLine(note))}`),
  ];
  return [heading, ...lines.filter(Boolean).map((line) => `   ${line}`)].join('\n');
}

/** Variables that change what is run; of all others only the names. */
const changesWhatRuns = /^(PATH|NODE_OPTIONS|PYTHON\w*|LD_\w+|DYLD_\w+|BASH_ENV|npm_config_\w+)$/i;

function describeMaps({ env, headers }: ImportCandidate['entry']): string[] {
  return Object.entries({ env, headers }).flatMap(([field, map]) => {
    const pairs = Object.entries(map ?? {}).map(([name, value]) =>
      field === 'env' && changesWhatRuns.test(name) ? `${name}=${value}` : name,
    );
    return pairs.length > 0 ? [`${field}: ${plainText(oneLine(pairs.join(', ')))}`] : [];
  });
}

function describeSecret({ name, field, preview, isKept }: ImportCandidate['secrets'][number]) {
  const how = isKept ? 'is in the vault already as' : 'moves into the vault as';
  return plainText(`${field}: ${preview} ${how} ${name}`);
}

export function describeResult({ added, secrets, refused }: ImportResult, style: Style): string {
  const lines = [
    added.length > 0 && `Added to registry.yaml: ${added.join(', ')}.`,
    secrets.length > 0 &&
      `In the vault now: ${countOf(secrets.length, 'secret')}: ${secrets.join(', ')}.`,
    ...refused.flatMap(({ id, reason, remedy }) => [
      style('red', plainText(`${id} was not added: ${reason}`)),
      `${style('cyan', '→')} ${plainText(remedy)}`,
    ]),
    added.length > 0 &&
      'They start when they are first used. Their old entries are still in the clients: ' +
        '`loom sync --replace` gives each client Loom in their place.',
  ];
  return lines.filter(Boolean).join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
