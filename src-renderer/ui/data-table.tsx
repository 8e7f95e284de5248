import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useMessages } from '../state/messages.tsx';
import { usePreferences } from '../state/preferences.tsx';
import classes from './data-table.module.css';
import { useEndReached } from './use-end-reached.ts';
import { useRowKeys } from './use-row-keys.ts';

export interface DataColumn<Row> {
  id: string;
  header: string;
  /** Where the cells say enough: the header is for screen readers only. */
  hidesHeader?: boolean;
  cell(row: Row): ReactNode;
  /** A width in px, or a share of what is left such as `2fr`. */
  width: number | `${number}fr`;
  align?: 'end';
  /** Makes the column sortable; `undefined` values come last. */
  sortBy?(row: Row): string | number | undefined;
  /** Left out below 1100 px. */
  wideOnly?: boolean;
}

interface DataTableProps<Row> {
  /** Names the table for screen readers. */
  label: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  onOpen?(row: Row): void;
  /** Space on a row, where rows are not selected but switched. */
  onToggle?(row: Row): void;
  /** `column` or `-column`; kept by the page, in the address. */
  sort?: string;
  onSort?(sort: string): void;
  /** Keys of selected rows; with it every row has a box. */
  selected?: ReadonlySet<string>;
  onSelect?(selected: ReadonlySet<string>): void;
  /** What is to be said about a row, below it; such rows are higher. */
  below?(row: Row): ReactNode;
  /** Key of the row whose details are open. */
  current?: string;
  /** The last rows are drawn: where there are more, it is time to read them. */
  onEnd?(): void;
}

/** The page's header and the table's stay on top of what is scrolled to. */
const headersHeight = 80;

/**
 * A list of things: sortable, usable with j, k, arrows, Enter and Space, and drawn only where it is
 * seen, so that a hundred thousand rows scroll as ten do. Rows are placed one by one, which no
 * `<table>` allows: roles say what is what.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, rowKey, below } = props;
  const { preferences } = usePreferences();
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const sorted = sortRows(props);
  const rowHeight = preferences.density === 'compact' ? 30 : 36;
  useLayoutEffect(() => {
    const box = list.current?.getBoundingClientRect();
    if (box) setTop(Math.round(box.top + window.scrollY));
  }, []);
  const virtual = useWindowVirtualizer({
    count: sorted.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    scrollPaddingStart: headersHeight,
    getItemKey: (index) => rowKey(sorted[index] as Row),
  });
  const drawn = virtual.getVirtualItems();
  useEndReached(rows.length, drawn.at(-1)?.index ?? 0, props.onEnd);
  const keys = useRowKeys({
    count: sorted.length,
    scrollTo: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
    open: (index) => props.onOpen?.(sorted[index] as Row),
    select: (index) => {
      const row = sorted[index] as Row;
      if (props.onToggle) props.onToggle(row);
      else toggle(props, rowKey(row));
    },
  });
  const { common } = useMessages();
  const columns = (props.selected ? [selectColumn(props, common.select)] : []).concat(
    props.columns,
  );
  return (
    <div
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      className={classes.table}
      style={columnsOf(columns)}
    >
      <HeaderRow {...props} columns={columns} />
      <div
        role="rowgroup"
        ref={list}
        className={classes.body}
        style={{ height: virtual.getTotalSize() }}
      >
        {drawn.map(({ index, key, start }) => {
          const row = sorted[index] as Row;
          const said = below?.(row);
          return (
            <div
              role="row"
              key={key}
              data-index={index}
              ref={virtual.measureElement}
              aria-rowindex={index + 2}
              aria-selected={props.selected?.has(rowKey(row))}
              aria-current={props.current === rowKey(row) || undefined}
              className={classes.row}
              data-openable={props.onOpen !== undefined || undefined}
              style={{ transform: `translateY(${start - top}px)`, minHeight: rowHeight }}
              {...keys.rowProps(index)}
              onClick={(event) => {
                if (!isControl(event.target)) props.onOpen?.(row);
              }}
            >
              <div className={classes.cells} style={{ minHeight: rowHeight - 1 }}>
                {columns.map(({ id, align, wideOnly, cell }) => (
                  <div
                    role="cell"
                    key={id}
                    className={classes.cell}
                    data-align={align}
                    data-wide={wideOnly || undefined}
                  >
                    {cell(row)}
                  </div>
                ))}
              </div>
              {said && (
                <div role="cell" className={classes.below}>
                  {said}
                </div>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function HeaderRow<Row>(props: DataTableProps<Row>) {
  const { common } = useMessages();
  const { columns, sort = '', onSort } = props;
  const [by, direction] = sort.startsWith('-') ? [sort.slice(1), -1] : [sort, 1];
  return (
    <div role="row" aria-rowindex={1} className={classes.head}>
      {columns.map(({ id, header, hidesHeader, align, sortBy, wideOnly }) => (
        <div
          role="columnheader"
          key={id}
          className={classes.cell}
          data-align={align}
          data-wide={wideOnly || undefined}
          aria-sort={by === id ? (direction === 1 ? 'ascending' : 'descending') : undefined}
        >
          {sortBy && onSort ? (
            <button
              type="button"
              title={common.sortedBy(header)}
              onClick={() => onSort(by === id && direction === 1 ? `-${id}` : id)}
            >
              {header}
              <span aria-hidden>{by === id ? (direction === 1 ? ' ↑' : ' ↓') : ''}</span>
            </button>
          ) : (
            <span className={hidesHeader ? classes.unseen : undefined}>{header}</span>
          )}
        </div>
      ))}
    </div>
  );
}

function selectColumn<Row>(props: DataTableProps<Row>, header: string): DataColumn<Row> {
  return {
    id: 'selected',
    header,
    hidesHeader: true,
    width: 32,
    cell: (row) => {
      const key = props.rowKey(row);
      return (
        <input
          type="checkbox"
          aria-label={key}
          tabIndex={-1}
          checked={props.selected?.has(key) ?? false}
          onChange={() => toggle(props, key)}
        />
      );
    },
  };
}

function toggle<Row>({ selected, onSelect }: DataTableProps<Row>, key: string): void {
  if (!selected || !onSelect) return;
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  onSelect(next);
}

function sortRows<Row>({ rows, columns, sort = '' }: DataTableProps<Row>): readonly Row[] {
  const direction = sort.startsWith('-') ? -1 : 1;
  const column = columns.find(({ id }) => id === sort.replace(/^-/, ''));
  const { sortBy } = column ?? {};
  if (!sortBy) return rows;
  return rows.toSorted((a, b) => {
    const [left, right] = [sortBy(a), sortBy(b)];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined);
    }
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), undefined, { numeric: true });
    return order * direction;
  });
}

/** The columns' widths, for wide windows and for those without room for all. */
function columnsOf<Row>(columns: readonly DataColumn<Row>[]): CSSProperties {
  const narrow = columns.filter(({ wideOnly }) => !wideOnly);
  const widths = { '--columns': templateOf(columns), '--narrow-columns': templateOf(narrow) };
  return widths as CSSProperties;
}

function templateOf<Row>(columns: readonly DataColumn<Row>[]): string {
  return columns
    .map(({ width }) => (typeof width === 'number' ? `${width}px` : `minmax(0, ${width})`))
    .join(' ');
}

/** Clicks on links and buttons in a row are theirs. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, select, label') !== null;
}
