import { useMessages } from '../../../state/messages.tsx';
import { OutsideLink } from '../../../ui/slots/outside-link.tsx';
import { Warning, WarningList } from '../../../ui/slots/warning-list.tsx';
import type { PresetItem } from '../use-presets.ts';

/** What each runtime is looked for by, and where it comes from. */
const runtimes = {
  node: { command: 'npx', from: 'https://nodejs.org/' },
  python: { command: 'uvx', from: 'https://docs.astral.sh/uv/' },
  docker: { command: 'docker', from: 'https://docs.docker.com/get-started/get-docker/' },
} as const;

/** What to know before: what it may do, and what is missing on this machine for it. */
export function Warnings({ preset: { cautions, missingRuntimes } }: { preset: PresetItem }) {
  const { presets: words } = useMessages();
  if (cautions.length + missingRuntimes.length === 0) return null;
  return (
    <WarningList name={words.cautions}>
      {missingRuntimes.filter(isRuntime).map((runtime) => {
        const { command, from } = runtimes[runtime];
        const name = words.runtimes[runtime];
        return (
          <Warning key={runtime}>
            {words.missingWhy(name, command)}{' '}
            <OutsideLink href={from}>{words.getRuntime(name)}</OutsideLink>
          </Warning>
        );
      })}
      {cautions.map((caution) => (
        <Warning key={caution}>{caution}</Warning>
      ))}
    </WarningList>
  );
}

function isRuntime(text: string): text is keyof typeof runtimes {
  return Object.hasOwn(runtimes, text);
}
