import { IconCircleCheck, IconFileText } from '@tabler/icons-react';
import type { Preset } from '../../../src-shared/domain/preset.ts';
import { useMessages } from '../../state/messages.tsx';
import classes from './gallery.module.css';

/** How a preset was verified; its page says what that means. */
export function VerifiedMark({ verified }: Pick<Preset, 'verified'>) {
  const { verified: words } = useMessages().presets;
  const isProbed = verified === 'probed';
  const Icon = isProbed ? IconCircleCheck : IconFileText;
  return (
    <span
      className={classes.verified}
      data-verified={verified}
      title={isProbed ? words.whyProbed : words.whyDocumentation}
    >
      <Icon size={14} stroke={1.5} aria-hidden />
      {words[verified]}
    </span>
  );
}
