import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import classes from './chart.module.css';

export interface PickProps {
  /** The place under the pointer, here or in a chart of the same time. */
  hovered?: number | undefined;
  onHover?(index: number | undefined): void;
  /** The first and the last place that were picked. */
  picked?: readonly [number, number] | undefined;
  onPick?(first: number, last: number): void;
}

interface PickAreaProps extends PickProps {
  count: number;
  height: number;
  children: ReactNode;
}

/** What is drawn, and above it places that can be pointed at, clicked and dragged over. */
export function PickArea({ count, height, hovered, picked, children, ...on }: PickAreaProps) {
  const anchor = useRef<number>(undefined);
  const [dragged, setDragged] = useState<readonly [number, number]>();
  const marked = dragged ?? picked;
  const indexAt = (event: PointerEvent<SVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(count - 1, Math.floor(share * count)));
  };
  return (
    <>
      {marked && (
        <rect
          className={classes.picked}
          x={marked[0]}
          width={marked[1] - marked[0] + 1}
          height={height}
        />
      )}
      {hovered !== undefined && (
        <rect className={classes.hovered} x={hovered} width={1} height={height} />
      )}
      {children}
      <rect
        className={classes.places}
        width={count}
        height={height}
        data-pickable={on.onPick !== undefined || undefined}
        onPointerMove={(event) => {
          const index = indexAt(event);
          on.onHover?.(index);
          if (anchor.current !== undefined) setDragged(ordered(anchor.current, index));
        }}
        onPointerLeave={() => on.onHover?.(undefined)}
        onPointerDown={(event) => {
          if (!on.onPick || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          anchor.current = indexAt(event);
        }}
        onPointerUp={(event) => {
          if (anchor.current === undefined) return;
          on.onPick?.(...ordered(anchor.current, indexAt(event)));
          anchor.current = undefined;
          setDragged(undefined);
        }}
        onPointerCancel={() => {
          anchor.current = undefined;
          setDragged(undefined);
        }}
      />
    </>
  );
}

function ordered(one: number, other: number): [number, number] {
  return [Math.min(one, other), Math.max(one, other)];
}
