import { useFormats, useMessages } from '../../../state/messages.tsx';
import { JsonTree } from '../../../ui/json-tree.tsx';
import classes from './call-view.module.css';
import { LongText } from './long-text.tsx';
import type { Part } from './parts-of.ts';

/** The pieces of a payload, one below the other. */
export function Blocks({ parts, label }: { parts: readonly Part[]; label: string }) {
  return (
    <>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a payload that does not change
        <div key={index} className={classes.block}>
          <Block part={part} label={label} />
        </div>
      ))}
    </>
  );
}

function Block({ part, label }: { part: Part; label: string }) {
  const { details: words } = useMessages().activity;
  const { number, bytes } = useFormats();
  switch (part.kind) {
    case 'text':
      return (
        <>
          {part.about !== undefined && <p className={classes.blockHead}>{part.about}</p>}
          <LongText text={part.text} />
        </>
      );
    case 'tree':
      return (
        <>
          {part.isStructured && <p className={classes.blockHead}>{words.structured}</p>}
          <JsonTree
            value={part.value}
            label={part.isStructured ? words.structured : label}
            open={3}
            moreText={(count) => words.moreMembers(number(count))}
          />
        </>
      );
    case 'media':
      return (
        <p className={classes.blockHead}>
          {words.block(part.type, part.mimeType, bytes(part.bytes))}
        </p>
      );
    default:
      return part satisfies never;
  }
}
