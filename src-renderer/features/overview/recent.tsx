import { useLive } from '../../state/hub.tsx';
import { useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { RecentList } from '../../ui/recent-list.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './recent.module.css';

/** As many as are read. */
const shown = 12;

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
      <RecentList changes={data.slice(0, shown)} />
    </Section>
  );
}
