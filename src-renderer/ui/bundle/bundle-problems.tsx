import type { BundleFacts, BundleProblem } from '../../../src-shared/domain/bundle.ts';
import type { Messages } from '../../messages/messages.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { Warning, WarningList } from '../slots/warning-list.tsx';

const platformNames: Readonly<Record<string, string>> = {
  darwin: 'macOS',
  win32: 'Windows',
  linux: 'Linux',
};

/** What stands against running a bundle here. */
export function BundleProblems({ facts }: { facts: BundleFacts }) {
  const { bundles: words, presets } = useMessages();
  const { list } = useFormats();
  const labels = new Map(facts.parameters.map(({ name, label }) => [name, label]));
  if (facts.problems.length === 0) return null;
  return (
    <WarningList name={presets.cautions}>
      {facts.problems.map((problem) => (
        <Warning key={JSON.stringify(problem)}>
          {describe(problem, { words, list, labels })}
        </Warning>
      ))}
    </WarningList>
  );
}

interface Wording {
  words: Messages['bundles'];
  list(items: readonly string[]): string;
  labels: ReadonlyMap<string, string>;
}

function describe(problem: BundleProblem, { words, list, labels }: Wording): string {
  switch (problem.kind) {
    case 'platform':
      return words.platform(list(problem.platforms.map(nameOf)), nameOf(problem.here));
    case 'missing-program':
      return words.missingProgram(problem.program);
    case 'program-version':
      return words.programVersion(problem.program, problem.wanted, problem.found);
    case 'secret-in-arguments':
      return words.secretInArguments(labels.get(problem.parameter) ?? problem.parameter);
    case 'missing-file':
      return words.missingFile(problem.file);
    default:
      return problem satisfies never;
  }
}

function nameOf(platform: string): string {
  return platformNames[platform] ?? platform;
}
