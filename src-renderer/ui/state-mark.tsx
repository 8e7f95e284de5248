import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconLoader2,
} from '@tabler/icons-react';
import classes from './state-mark.module.css';

export type Tone = 'ok' | 'working' | 'attention' | 'failed' | 'off';

const icons = {
  ok: IconCircleCheck,
  working: IconLoader2,
  attention: IconAlertTriangle,
  failed: IconCircleX,
  off: IconCircleDashed,
} satisfies Record<Tone, unknown>;

/** A state as an icon in its colour and a word: never colour alone. */
export function StateMark({ tone, word }: { tone: Tone; word: string }) {
  const Icon = icons[tone];
  return (
    <span className={classes.mark} data-tone={tone}>
      <Icon size={16} stroke={1.5} aria-hidden />
      <span>{word}</span>
    </span>
  );
}
