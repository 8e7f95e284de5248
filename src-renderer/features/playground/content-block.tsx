import { useFormats, useMessages } from '../../state/messages.tsx';
import { CopyLine } from '../../ui/copy-line.tsx';
import { JsonTree } from '../../ui/json-tree.tsx';
import { isRecord } from './json-text.ts';
import { LongText } from './long-text.tsx';
import { Media } from './media.tsx';
import classes from './outcome.module.css';
import { textOf } from './things.ts';

/** One block of a result or a message, by its type; what has none of the known types is a tree. */
export function ContentBlock({ block }: { block: unknown }) {
  const { outcome } = useMessages().playground;
  if (!isRecord(block)) return <Tree value={block} />;
  const { type, text, data, mimeType, resource } = block;
  if (type === 'text' && typeof text === 'string')
    return <LongText name={outcome.text} text={text} />;
  if ((type === 'image' || type === 'audio') && typeof data === 'string') {
    return <Media data={data} mimeType={String(mimeType)} />;
  }
  if (type === 'resource_link') return <ResourceLink link={block} />;
  if (type === 'resource' && isRecord(resource)) return <ResourceContent content={resource} />;
  return <Tree value={block} />;
}

/** What was read of a resource, or came along with a result. */
export function ResourceContent({ content }: { content: unknown }) {
  const { outcome } = useMessages().playground;
  if (!isRecord(content)) return <Tree value={content} />;
  const { uri, mimeType, text, blob } = content;
  const name = textOf(uri) ?? outcome.resource;
  return (
    <div className={classes.resource}>
      <p className={classes.about}>
        <code>{name}</code> {textOf(mimeType)}
      </p>
      {typeof text === 'string' && <LongText name={name} text={text} />}
      {typeof blob === 'string' && (
        <Media data={blob} mimeType={textOf(mimeType) ?? 'application/octet-stream'} name={name} />
      )}
    </div>
  );
}

/** A link is shown, never followed. */
function ResourceLink({ link }: { link: Record<string, unknown> }) {
  const { outcome } = useMessages().playground;
  const { uri, name, title, description, mimeType } = link;
  return (
    <div className={classes.resource}>
      <p className={classes.about}>
        {textOf(title) ?? textOf(name) ?? outcome.resource} {textOf(mimeType)}
      </p>
      <CopyLine name={outcome.uri} text={String(uri)} />
      {textOf(description) && <p className={classes.about}>{textOf(description)}</p>}
    </div>
  );
}

export function Tree({ value }: { value: unknown }) {
  const { outcome } = useMessages().playground;
  const { number } = useFormats();
  return (
    <JsonTree
      value={value}
      label={outcome.structured}
      moreText={(count) => outcome.moreMembers(number(count))}
    />
  );
}
