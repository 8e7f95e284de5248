import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { cutAtHits, type ShownLine } from './log-buffer.ts';
import classes from './log-lines.module.css';

const lineHeight = 20;
/** As near to the end is at the end. */
const slack = lineHeight * 2;

interface LogLinesProps {
  lines: readonly ShownLine[];
  query: string;
  /** Whether the end stays in view. */
  isFollowing: boolean;
  /** Somebody scrolls back to read. */
  onAway(): void;
  /** Somebody is back at the end. */
  onEnd(): void;
}

/** Lines of a log, of which only those are drawn that are seen. */
export function LogLines({ lines, query, isFollowing, onAway, onEnd }: LogLinesProps) {
  const { log: words } = useMessages().servers;
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 20,
    getItemKey: (index) => lines[index]?.key ?? index,
  });
  const last = lines.at(-1)?.key;
  /** Where the end was put; undefined while nobody follows it. */
  const end = useRef<number>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line moves the end
  useLayoutEffect(() => {
    if (!isFollowing) end.current = undefined;
    else if (box.current && !hasLeft(box.current, end.current)) end.current = goToEnd(box.current);
  }, [isFollowing, last, lines.length]);
  return (
    <div
      ref={box}
      role="log"
      aria-live="off"
      aria-label={words.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with keys
      tabIndex={0}
      className={classes.box}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        if (scrollTop + clientHeight < scrollHeight - slack) onAway();
        else onEnd();
      }}
    >
      <div className={classes.lines} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index];
          return (
            line && (
              <div
                key={key}
                className={classes.line}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Line line={line} query={query} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

/** Somebody has scrolled back since, and the event that says so is on its way. */
function hasLeft({ scrollTop, scrollHeight, clientHeight }: Element, end: number | undefined) {
  return end !== undefined && scrollTop < Math.min(end, scrollHeight - clientHeight) - slack;
}

function goToEnd(element: Element): number {
  element.scrollTop = element.scrollHeight;
  return element.scrollTop;
}

function Line({ line: { at, pid, text }, query }: { line: ShownLine; query: string }) {
  const { clock } = useFormats();
  let place = 0;
  return (
    <>
      <span className={classes.at}>{clock(at)}</span>
      <span className={classes.pid}>{pid}</span>
      <span>
        {cutAtHits(text, query).map((piece, index) => {
          place += piece.length + 1;
          return index % 2 === 1 ? <mark key={place}>{piece}</mark> : piece;
        })}
      </span>
    </>
  );
}
