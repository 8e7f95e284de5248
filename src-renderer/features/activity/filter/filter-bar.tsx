import { IconX } from '@tabler/icons-react';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useNow } from '../../../state/now.ts';
import { Segments } from '../../../ui/segments.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import type { ActivityStats } from '../trends/use-stats.ts';
import { type ActivityQuery, outcomes } from './activity-query.ts';
import classes from './filter-bar.module.css';
import { isSpanId, spanIds } from './spans.ts';
import type { ChangeQuery } from './use-activity-query.ts';

interface FilterBarProps {
  query: ActivityQuery;
  onChange: ChangeQuery;
  /** Whose names there are to choose from. */
  choices: ActivityStats | undefined;
  servers: readonly string[];
}

/** What narrows the list. All of it is in the address. */
export function FilterBar({ query, onChange, choices, servers }: FilterBarProps) {
  const { filters } = useMessages().activity;
  const clients = choices?.clients.map(({ name }) => name) ?? [];
  const tools = choices?.tools.map(({ name }) => name.slice(name.indexOf(' ') + 1)) ?? [];
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> would be a landmark of its own
    <div role="group" aria-label={filters.label} className={classes.bar}>
      <SpanChoice query={query} onChange={onChange} />
      <SelectField
        label={filters.server}
        value={query.server ?? ''}
        options={optionsOf(filters.anyServer, servers, query.server)}
        onChange={(server) => onChange({ server: server || undefined })}
      />
      <span className={classes.extra} data-unset={query.client === undefined || undefined}>
        <SelectField
          label={filters.client}
          value={query.client ?? ''}
          options={optionsOf(filters.anyClient, clients, query.client)}
          onChange={(client) => onChange({ client: client || undefined })}
        />
      </span>
      <span className={classes.extra} data-unset={query.name === undefined || undefined}>
        <SelectField
          label={filters.name}
          value={query.name ?? ''}
          options={optionsOf(filters.anyName, tools, query.name)}
          onChange={(name) => onChange({ name: name || undefined })}
        />
      </span>
      <OutcomeChoice query={query} onChange={onChange} />
      <RangeChip query={query} onChange={onChange} />
    </div>
  );
}

type PartProps = Pick<FilterBarProps, 'query' | 'onChange'>;

function SpanChoice({ query, onChange }: PartProps) {
  const { filters } = useMessages().activity;
  const options = [...spanIds, 'all' as const].map((id) => ({ id, text: filters.spans[id] }));
  return (
    <Segments
      label={filters.span}
      options={options}
      value={query.span ?? 'all'}
      onChange={(id) =>
        onChange({ span: isSpanId(id) ? id : undefined, from: undefined, to: undefined })
      }
    />
  );
}

const anyError = 'error,tool-error';

function OutcomeChoice({ query, onChange }: PartProps) {
  const { filters, outcomes: words } = useMessages().activity;
  const options = [
    { value: '', text: filters.anyOutcome },
    { value: anyError, text: filters.anyError },
    ...outcomes.map((value) => ({ value, text: words[value] })),
  ];
  return (
    <SelectField
      label={filters.outcome}
      value={query.outcome ?? ''}
      options={options}
      onChange={(outcome) => onChange({ outcome: outcome || undefined })}
    />
  );
}

/** A part of the charts that was picked. */
function RangeChip({ query: { from, to }, onChange }: PartProps) {
  const { filters } = useMessages().activity;
  const { stamp } = useFormats();
  const now = useNow();
  if (from === undefined || to === undefined) return null;
  const range = filters.range(stamp(from, now), stamp(to + 1, now));
  return (
    <button
      type="button"
      className={classes.chip}
      aria-label={filters.clearRange(range)}
      onClick={() => onChange({ from: undefined, to: undefined })}
    >
      {range}
      <IconX size={14} stroke={1.5} aria-hidden />
    </button>
  );
}

/** A name that the address has is there to be seen, also where nothing has it. */
function optionsOf(any: string, names: readonly string[], chosen: string | undefined) {
  const all = new Set([...names, ...(chosen === undefined ? [] : [chosen])].filter(Boolean));
  const sorted = [...all].sort((a, b) => a.localeCompare(b));
  return [{ value: '', text: any }, ...sorted.map((name) => ({ value: name, text: name }))];
}
