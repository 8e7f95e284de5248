import { useState } from 'react';
import type { Heal, TargetView } from '../../../../src-shared/domain/client.ts';
import { useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { Segments } from '../../../ui/segments.tsx';
import classes from './target-part.module.css';

const heals = ['ask', 'auto', 'off'] as const;

/** What Loom does when something else takes its entry out. */
export function HealSetting({ target: { id, label, heal } }: { target: TargetView }) {
  const { one } = useMessages().clients;
  const [asked, setAsked] = useState<Heal>();
  const set = useAction((hub, wanted: Heal) => hub.clients.setHeal({ target: id, heal: wanted }));
  const choices: Record<Heal, { label: string; why: string }> = {
    ask: { label: one.healAsk, why: one.healAskWhy },
    auto: { label: one.healAuto, why: one.healAutoWhy },
    off: { label: one.healOff, why: one.healOffWhy },
  };
  const shown = (set.busy && asked) || heal;
  return (
    <div className={classes.line}>
      <Segments
        label={`${one.heal}: ${label}`}
        options={heals.map((id) => ({ id, text: choices[id].label }))}
        value={shown}
        onChange={(wanted) => {
          setAsked(wanted);
          set.run(wanted);
        }}
      />
      <span className={classes.quiet}>{choices[shown].why}</span>
    </div>
  );
}
