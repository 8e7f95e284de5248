import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { RecentChange } from '../../../src-shared/domain/recent.ts';
import { describeLack } from '../../state/describe-lack.ts';
import { useLive } from '../../state/hub.tsx';
import { useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { useTrouble } from '../../state/use-trouble.ts';
import { CodedText } from '../../ui/coded-text.tsx';
import { Section } from '../../ui/section.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import classes from './recent.module.css';

/** What changed lately, newest first. */
export function Recent() {
  const { recent } = useMessages().overview;
  const { state } = useLive();
  const health = state?.servers.map(({ id, health: { phase } }) => `${id} ${phase}`).join();
  const { data } = useHubQuery(['recent', health], (hub) => hub.hub.recent(), {
    refetchMs: 15_000,
  });
  if (!data) return null;
  return (
    <Section id="recent" title={recent.title}>
      {data.length === 0 && <p className={classes.none}>{recent.none}</p>}
      <ul className={classes.list} hidden={data.length === 0}>
        {data.slice(0, 12).map((change) => (
          <li key={`${change.at} ${change.about} ${change.text}`}>
            <ToneIcon tone={change.tone} />
            <code>{change.about}</code>
            <Said change={change} />
            <TimeAgo at={change.at} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What happened; the hub's own words where they are all there is to say. */
function Said({ change }: { change: RecentChange }) {
  const { recent: words } = useMessages();
  const trouble = useTrouble();
  const { event, text, code, detail = '', lack } = change;
  const say: ((detail: string) => string) | undefined = words.events[event];
  if (!say) return <CodedText text={text} />;
  const what = code === undefined ? undefined : trouble({ code, message: detail }).what;
  const missing = describeLack(lack, words.lacks);
  return (
    <span title={what === undefined ? undefined : detail}>
      <CodedText text={say(what ?? missing ?? detail)} />
    </span>
  );
}

const icons = { failed: IconCircleX, attention: IconAlertTriangle };

/** What went wrong is seen before it is read; the rest needs no mark. */
function ToneIcon({ tone }: { tone: string }) {
  if (tone !== 'failed' && tone !== 'attention') return <span />;
  const Icon = icons[tone];
  return <Icon size={16} stroke={1.5} aria-hidden className={classes.mark} data-tone={tone} />;
}
