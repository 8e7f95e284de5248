import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import { useLive } from '../../state/hub.tsx';
import { useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
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
        {data.slice(0, 12).map(({ at, about, text, tone }) => (
          <li key={`${at} ${about} ${text}`}>
            <ToneIcon tone={tone} />
            <code>{about}</code>
            <span>{text}</span>
            <TimeAgo at={at} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const icons = { failed: IconCircleX, attention: IconAlertTriangle };

/** What went wrong is seen before it is read; the rest needs no mark. */
function ToneIcon({ tone }: { tone: string }) {
  if (tone !== 'failed' && tone !== 'attention') return <span />;
  const Icon = icons[tone];
  return <Icon size={16} stroke={1.5} aria-hidden className={classes.mark} data-tone={tone} />;
}
