import { Tooltip } from '@mantine/core';
import { StateMark, type Tone } from './state-mark.tsx';

/** A state with its evidence on hover and focus. */
export function HealthMark({ tone, word, why }: { tone: Tone; word: string; why: string }) {
  return (
    <Tooltip label={why}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: shows its evidence on focus, too */}
      <span tabIndex={0}>
        <StateMark tone={tone} word={word} />
      </span>
    </Tooltip>
  );
}
