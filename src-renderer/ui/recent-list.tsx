import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { RecentChange } from '../../src-shared/domain/recent.ts';
import { describeLack } from '../state/describe-lack.ts';
import { useMessages } from '../state/messages.tsx';
import { useTrouble } from '../state/use-trouble.ts';
import { CodedText } from './coded-text.tsx';
import classes from './recent-list.module.css';
import { TimeAgo } from './time-ago.tsx';
import { HubDetail } from './trouble-text.tsx';

interface RecentListProps {
  /** The newest first. */
  changes: readonly RecentChange[];
  /** All of them are about the same thing, which the page names already. */
  isOfOne?: boolean;
}

/** What changed, and when, in the reader's language. */
export function RecentList({ changes, isOfOne = false }: RecentListProps) {
  if (changes.length === 0) return null;
  return (
    <ul className={classes.list} data-of-one={isOfOne || undefined}>
      {changes.map((change) => (
        <li key={`${change.at} ${change.about} ${change.text}`}>
          <ToneIcon tone={change.tone} />
          {!isOfOne && <code>{change.about}</code>}
          <Said change={change} isWhole={isOfOne} />
          <TimeAgo at={change.at} />
        </li>
      ))}
    </ul>
  );
}

interface SaidProps {
  change: RecentChange;
  /** With the evidence, which else is on hover. */
  isWhole: boolean;
}

/** What happened; the hub's own words where they are all there is to say. */
function Said({ change, isWhole }: SaidProps) {
  const { recent: words } = useMessages();
  const trouble = useTrouble();
  const { event, text, code, detail = '', lack } = change;
  const say: ((detail: string) => string) | undefined = words.events[event];
  if (!say) return <CodedText text={text} />;
  const what = code === undefined ? undefined : trouble({ code, message: detail }).what;
  const missing = describeLack(lack, words.lacks);
  const evidence = what === undefined ? undefined : detail;
  return (
    <div title={isWhole ? undefined : evidence}>
      <CodedText text={say(what ?? missing ?? detail)} />
      {isWhole && evidence && <HubDetail text={evidence} />}
    </div>
  );
}

const icons = { failed: IconCircleX, attention: IconAlertTriangle };

/** What went wrong is seen before it is read; the rest needs no mark. */
function ToneIcon({ tone }: { tone: RecentChange['tone'] }) {
  if (tone !== 'failed' && tone !== 'attention') return <span />;
  const Icon = icons[tone];
  return <Icon size={16} stroke={1.5} aria-hidden className={classes.mark} data-tone={tone} />;
}
