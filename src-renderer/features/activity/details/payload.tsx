import { useState } from 'react';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { CopyIcon } from '../../../ui/copy-line.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { Blocks } from './blocks.tsx';
import classes from './call-view.module.css';
import { LongText } from './long-text.tsx';
import { type Part, partsOf } from './parts-of.ts';

interface PayloadProps {
  title: string;
  /** JSON, unless it is cut. */
  text: string | undefined;
  /** What to say where there is none. */
  none: string;
  isCut: boolean;
  /** Of the whole message. */
  bytes: number;
}

/** Arguments or a result: to be read, or exactly as they are kept. */
export function Payload({ title, text, none, isCut, bytes }: PayloadProps) {
  const { details: words } = useMessages().activity;
  const formats = useFormats();
  const [isRaw, setIsRaw] = useState(false);
  const parts: readonly Part[] | undefined = text === undefined ? undefined : partsOf(text);
  const options = [
    { id: 'readable' as const, text: words.readable },
    { id: 'raw' as const, text: words.raw },
  ];
  return (
    <section className={classes.payload} aria-label={title}>
      <div className={classes.payloadHead}>
        <h3>{title}</h3>
        {text !== undefined && <CopyIcon name={title} text={text} />}
        {text !== undefined && parts && (
          <Segments
            label={`${words.view}, ${title}`}
            options={options}
            value={isRaw ? 'raw' : 'readable'}
            onChange={(id) => setIsRaw(id === 'raw')}
          />
        )}
      </div>
      {isCut && text !== undefined && (
        <p className={classes.quiet}>
          {words.cut(formats.bytes(new Blob([text]).size), formats.bytes(bytes))}
        </p>
      )}
      {text === undefined && <p className={classes.quiet}>{none}</p>}
      {text !== undefined &&
        (parts && !isRaw ? <Blocks parts={parts} label={title} /> : <LongText text={text} />)}
    </section>
  );
}
