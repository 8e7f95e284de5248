import { useState } from 'react';
import type { ActivityRank } from '../../../../src-shared/domain/activity.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { Segments } from '../../../ui/segments.tsx';
import type { ActivityQuery } from '../filter/activity-query.ts';
import type { ChangeQuery } from '../filter/use-activity-query.ts';
import { type Measure, rankRows } from './rank-rows.ts';
import classes from './ranks.module.css';
import type { ActivityStats } from './use-stats.ts';

type Dimension = 'servers' | 'tools' | 'clients';

const dimensions: readonly Dimension[] = ['servers', 'tools', 'clients'];
const measures: readonly Measure[] = ['calls', 'errors', 'p95'];
const few = 5;

interface RanksProps {
  ranks: ActivityStats | undefined;
  query: ActivityQuery;
  onChange: ChangeQuery;
}

/** Which server, tool or client is called most, fails most, is slowest; a click narrows the page. */
export function Ranks({ ranks, query, onChange }: RanksProps) {
  const { ranks: words, trends } = useMessages().activity;
  const [chosenBy, setDimension] = useState<Dimension>();
  // Of one server there is no rank.
  const dimension = chosenBy ?? (query.server === undefined ? 'servers' : 'tools');
  const [measure, setMeasure] = useState<Measure>('calls');
  const [isWhole, setIsWhole] = useState(false);
  const { number } = useFormats();
  const all = rankRows(ranks?.[dimension] ?? [], measure);
  const rows = isWhole ? all : all.slice(0, few);
  const options = dimensions.map((id) => ({ id, text: words.dimensions[id] }));
  return (
    <div className={classes.ranks} aria-busy={ranks === undefined}>
      <div className={classes.head}>
        <Segments label={words.by} options={options} value={dimension} onChange={setDimension} />
        {measures.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === measure}
            title={words.measure(trends[one])}
            onClick={() => setMeasure(one)}
          >
            {trends[one]}
          </button>
        ))}
      </div>
      <ul aria-label={words.label} className={classes.list}>
        {rows.map(({ rank, share }) => (
          <RankRow
            key={rank.name}
            {...{ rank, share, measure, dimension }}
            onChoose={() => onChange(chosen(dimension, rank.name, query))}
          />
        ))}
      </ul>
      {all.length > few && (
        <button type="button" className={classes.more} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? words.fewer : words.more(number(all.length - few))}
        </button>
      )}
    </div>
  );
}

interface RankRowProps {
  rank: ActivityRank;
  share: number;
  measure: Measure;
  dimension: Dimension;
  onChoose(): void;
}

function RankRow({ rank, share, measure, dimension, onChoose }: RankRowProps) {
  const { ranks: words, noServer } = useMessages().activity;
  const { compact, duration } = useFormats();
  const name = rank.name.trim() || noServer;
  return (
    <li>
      <button
        type="button"
        title={words.only(name)}
        disabled={dimension === 'servers' && rank.name === ''}
        onClick={onChoose}
      >
        <span
          className={classes.bar}
          data-measure={measure}
          style={{ width: `calc((100% - 184px) * ${share})` }}
        />
        {dimension === 'clients' ? <span>{name}</span> : <code>{name}</code>}
        <span>{compact(rank.calls)}</span>
        <span data-failed={rank.errors > 0 || undefined}>{compact(rank.errors)}</span>
        <span>{rank.p95 === undefined ? '–' : duration(rank.p95)}</span>
      </button>
    </li>
  );
}

/** A tool is named with its server, since others may have one of that name. */
function chosen(dimension: Dimension, name: string, { server }: ActivityQuery) {
  const space = name.indexOf(' ');
  switch (dimension) {
    case 'servers':
      return { server: name };
    case 'clients':
      return { client: name };
    case 'tools':
      return { server: name.slice(0, space) || server, name: name.slice(space + 1) };
    default:
      return dimension satisfies never;
  }
}
