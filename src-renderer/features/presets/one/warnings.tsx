import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import type { PresetItem } from '../use-presets.ts';
import classes from './one.module.css';
import { OutsideLink } from './outside-link.tsx';

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
    <ul className={classes.warnings} aria-label={words.cautions}>
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
    </ul>
  );
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <li className={classes.warning}>
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
      <span>{children}</span>
    </li>
  );
}

function isRuntime(text: string): text is keyof typeof runtimes {
  return Object.hasOwn(runtimes, text);
}
