import { useEffect, useRef, useState } from 'react';
import { type SpanId, untilNextBucket } from '../filter/spans.ts';

/** A number that grows each time a span begins later, unless nothing may move then. */
export function useSlide(span: SpanId | undefined, isHeld: boolean): number {
  const [slide, setSlide] = useState(0);
  const held = useRef(isHeld);
  held.current = isHeld;
  useEffect(() => {
    if (span === undefined) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(() => {
        if (!held.current) setSlide((before) => before + 1);
        wait();
      }, untilNextBucket(span, Date.now()) + 1);
    };
    wait();
    return () => clearTimeout(timer);
  }, [span]);
  return slide;
}
