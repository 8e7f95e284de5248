import type { BundleFacts, BundleProblem } from '../../../../src-shared/domain/bundle.ts';
import type { HubClient } from '../../../hub-client.ts';
import { plainText, type Style } from '../../../output/style.ts';
import { countOf, formatBytes } from '../../../output/units.ts';

/** What the hub would make of a bundle and its values. */
export type ShownBundle = Awaited<ReturnType<HubClient['bundles']['fill']>>;

/** What a bundle says of itself, what it asks for, and what stands against it. */
export function describeBundle(facts: BundleFacts, style: Style): string {
  const { title, version, author, name, description, parameters, problems } = facts;
  const heading = `${style('bold', oneLine(title))} ${oneLine(version)}, by ${oneLine(author)}`;
  return [
    `${heading} ${style('dim', `(${oneLine(name)})`)}`,
    oneLine(description),
    describeFile(facts),
    ...(parameters.length > 0 ? ['It asks for:', ...parameters.map(describeParameter)] : []),
    ...describeOthers(facts).map((text) => style('yellow', oneLine(text))),
    ...problems.map((problem) => style('yellow', oneLine(describeProblem(problem)))),
  ].join('\n');
}

/** Anybody may give a bundle the name of another, and would so get its values and secrets. */
function describeOthers({ installed, author }: BundleFacts): string[] {
  return installed
    .filter(({ isSameAuthor }) => !isSameAuthor)
    .map(({ server, author: before }) => {
      const whose = before === undefined ? 'nobody knows whose' : `by ${before}, not ${author}`;
      return `${server} came from a bundle of this name (${whose}): --as ${server} replaces it.`;
    });
}

function describeFile({ file, bytes, files, unpackedBytes, isSigned }: BundleFacts): string {
  const size = `${formatBytes(bytes)}, ${countOf(files, 'file')}, ${formatBytes(unpackedBytes)}`;
  const signature = isSigned ? 'signed, which Loom does not verify' : 'not signed';
  return `${oneLine(file)}: ${size} unpacked; ${signature}.`;
}

function describeParameter(parameter: BundleFacts['parameters'][number]): string {
  const { name, label, type, required, help, default: preset } = parameter;
  const facts = [
    type === 'secret' ? 'secret' : undefined,
    required ? undefined : 'optional',
    preset === undefined || type === 'secret' ? undefined : `else ${String(preset)}`,
  ];
  const aside = facts.filter(Boolean).join(', ');
  const text = [label, aside && `(${aside})`, help].filter(Boolean).join(' ');
  return `  ${name}: ${oneLine(text)}`;
}

function describeProblem(problem: BundleProblem): string {
  switch (problem.kind) {
    case 'platform':
      return `Its maker says that it runs on ${problem.platforms.join(', ')}; this is ${problem.here}.`;
    case 'missing-program':
      return `There is no ${problem.program} on your PATH: it cannot start before that is installed.`;
    case 'program-version':
      return `It wants ${problem.program} ${problem.wanted}, and ${problem.found} is here.`;
    case 'secret-in-arguments':
      return `${problem.parameter} goes into its arguments, which all users of this machine can read.`;
    case 'missing-file':
      return `The file that it starts, ${problem.file}, is not in it.`;
    default:
      return problem satisfies never;
  }
}

/** Exactly what would run: what somebody has to have seen before. */
export function describeRun(shown: ShownBundle, style: Style): string {
  const { runs, entry, secrets, folder, replaces } = shown;
  const env = Object.entries((entry.env ?? {}) as Record<string, unknown>);
  return [
    'This is what will run, with your rights, whenever a client needs it:',
    `  ${style('cyan', plainText(runs))}`,
    ...env.map(([name, value]) => `  with ${oneLine(`${name}=${String(value)}`)}`),
    ...secrets.map(({ parameter, name, isKept }) =>
      isKept
        ? `  ${parameter} is in the vault as ${name}.`
        : `  ${parameter} goes into the vault as ${name}.`,
    ),
    `  unpacked into ${oneLine(folder)}`,
    ...(replaces === undefined ? [] : [`  in place of version ${oneLine(replaces)}`]),
  ].join('\n');
}

function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}
