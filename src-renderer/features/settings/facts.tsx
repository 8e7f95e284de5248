import type { Messages } from '../../messages/messages.ts';
import { useMessages } from '../../state/messages.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { cautionOf } from './caution-of.ts';
import type { Setting } from './setting.ts';
import { textOf } from './setting-text.ts';
import classes from './settings.module.css';

interface FactsProps {
  setting: Setting;
  text: string;
  isChanged: boolean;
}

/** What a field does not say itself: its default, what overrides it, what waits, what it would do. */
export function Facts({ setting, text, isChanged }: FactsProps) {
  const { settings: words } = useMessages();
  const { key, kind, value, written, overriddenBy, needsRestart } = setting;
  const usual = textOf(setting.default);
  const name = (one: string) => (kind === 'boolean' && one ? nameOf(one, words) : one);
  const showsDefault = (written !== undefined || isChanged) && isLine(kind);
  const caution = isChanged ? cautionOf(key, text, words) : undefined;
  return (
    <div id={`setting-${key}-facts`} className={classes.facts}>
      {caution && <StateMark tone="attention" word={caution} />}
      {overriddenBy !== undefined && (
        <p>
          <code>{overriddenBy}</code> {words.decidedBy}{' '}
          <code>{name(textOf(value)) || words.nothing}</code>
        </p>
      )}
      {needsRestart && (
        <>
          <StateMark tone="attention" word={words.nextStart} />
          <p>{words.inForce(name(textOf(value)) || words.notSet)}</p>
        </>
      )}
      {showsDefault && <p>{usual ? words.usual(name(usual)) : words.notSet}</p>}
    </div>
  );
}

/** Lists of choices name their default themselves. */
function isLine(kind: Setting['kind']): boolean {
  return kind !== 'boolean' && kind !== 'choice';
}

function nameOf(text: string, words: Messages['settings']): string {
  return text === 'true' ? words.on : words.off;
}
