import { TextInput } from '@mantine/core';
import {
  IconBookmark,
  IconFile,
  IconFileSearch,
  IconMessage,
  IconSearch,
  IconTool,
} from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useMessages } from '../../state/messages.tsx';
import { CutMiddle } from '../../ui/cut-middle.tsx';
import { Segments } from '../../ui/segments.tsx';
import classes from './picker.module.css';
import { nextRow, type PickerFilter, type PickerRow, rowsOf, shortName } from './picker-rows.ts';
import type { SavedCall } from './saved-calls.ts';
import type { Thing } from './things.ts';
import type { Selection } from './use-selection.ts';

interface PickerProps {
  things: readonly Thing[];
  saved: readonly SavedCall[];
  selection: Selection | undefined;
  onThing(thing: Thing): void;
  onCall(call: SavedCall): void;
}

const rowHeight = 30;
const icons = { tool: IconTool, prompt: IconMessage, resource: IconFile, template: IconFileSearch };

/** Everything that can be tried. Typing searches, arrows choose, Enter opens; drawn where it is seen. */
export function Picker({ things, saved, selection, onThing, onCall }: PickerProps) {
  const { picker } = useMessages().playground;
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<PickerFilter>('all');
  const [active, setActive] = useState(-1);
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () => rowsOf({ things, saved, savedTitle: picker.saved, filter, query }),
    [things, saved, picker.saved, filter, query],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
  });
  const isSelected = (row: PickerRow) =>
    row.type === 'thing' && row.thing.kind === selection?.kind && row.thing.id === selection.id;
  const selected = rows.findIndex(isSelected);
  const isFirst = useRef(true);
  const showSelected = useEffectEvent(() => {
    if (selected < 0) return;
    // At first the list may reach below the window; later nothing moves that is in sight.
    virtual.scrollToIndex(selected, { align: isFirst.current ? 'center' : 'auto' });
    isFirst.current = false;
  });
  // The list itself may have changed: only another choice moves it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said
  useEffect(() => showSelected(), [selection?.kind, selection?.id]);
  const open = (row: PickerRow | undefined) => {
    if (row?.type === 'thing') onThing(row.thing);
    else if (row?.type === 'saved') onCall(row.call);
  };
  const moveTo = (index: number) => {
    setActive(index);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') moveTo(nextRow(rows, active, 1));
    else if (event.key === 'ArrowUp') moveTo(nextRow(rows, active, -1));
    else if (event.key === 'Enter') open(rows[active]);
    else if (event.key === 'Escape') search('');
    else return;
    event.preventDefault();
  };
  const search = (text: string) => {
    setQuery(text);
    setActive(text === '' ? -1 : 1);
    scroller.current?.scrollTo({ top: 0 });
  };
  const activeId = rows[active] ? `${id}-${active}` : undefined;
  return (
    <section className={classes.picker} aria-label={picker.title}>
      <TextInput
        size="xs"
        data-page-search
        role="combobox"
        aria-label={picker.search}
        placeholder={picker.search}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={activeId}
        leftSection={<IconSearch size={14} stroke={1.5} aria-hidden />}
        value={query}
        onChange={({ currentTarget }) => search(currentTarget.value)}
        onKeyDown={press}
      />
      <Segments
        label={picker.filter}
        options={filters.map((one) => ({ id: one, text: picker.filters[one] }))}
        value={filter}
        onChange={setFilter}
      />
      {rows.length === 0 && <p className={classes.none}>{picker.nothing}</p>}
      <div ref={scroller} className={classes.scroller}>
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={picker.title}
          aria-activedescendant={activeId}
          tabIndex={0}
          className={classes.list}
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={press}
          onFocus={() => active < 0 && moveTo(nextRow(rows, -1, 1))}
        >
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            if (!row) return null;
            const place = { transform: `translateY(${start}px)`, height: rowHeight };
            return row.type === 'head' ? (
              <div key={key} role="presentation" className={classes.head} style={place}>
                {row.text}
              </div>
            ) : (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the list's
              <div
                key={key}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={isSelected(row)}
                data-active={index === active || undefined}
                className={classes.option}
                style={place}
                onClick={() => open(row)}
              >
                <RowText row={row} />
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

const filters: readonly PickerFilter[] = ['all', 'tools', 'prompts', 'resources'];

function RowText({ row }: { row: Exclude<PickerRow, { type: 'head' }> }) {
  const { picker } = useMessages().playground;
  if (row.type === 'saved') {
    return (
      <>
        <IconBookmark size={16} stroke={1.5} aria-hidden />
        <span className={classes.name}>{row.call.name}</span>
      </>
    );
  }
  const Icon = icons[row.thing.kind];
  return (
    <>
      <Icon size={16} stroke={1.5} aria-label={picker.kinds[row.thing.kind]} />
      <CutMiddle text={shortName(row.thing)} />
    </>
  );
}
