import { Skeleton } from '@mantine/core';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Failure } from '../../../ui/failure.tsx';
import classes from './resources.module.css';
import { type Content, useResource } from './use-resource.ts';

/** Kept short of what makes a page slow; the copy has all of it. */
const longestText = 200_000;

/** What is in a resource: texts as they are, images as images, other bytes by their size. */
export function ResourceContent({ uri }: { uri: string }) {
  const { resources: words } = useMessages().servers;
  const { data, error, isLoading, refetch } = useResource(uri);
  if (isLoading) return <Skeleton height={120} aria-label={words.reading} />;
  if (!data) return <Failure error={error} retry={refetch} />;
  return data.map((content, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of an answer that does not change
    <Part key={index} content={content} />
  ));
}

function Part({ content: { uri, type, text, base64 = '' } }: { content: Content }) {
  const { resources: words } = useMessages().servers;
  const { bytes } = useFormats();
  if (text !== undefined) {
    return (
      <CodeBlock
        name={words.content}
        text={text.length > longestText ? `${text.slice(0, longestText)}…` : text}
      />
    );
  }
  const size = bytes(Math.floor((base64.length * 3) / 4));
  // Only what browsers paint without running anything in it.
  const isImage = /^image\/(png|jpeg|gif|webp|avif|bmp)$/i.test(type);
  return (
    <figure className={classes.figure}>
      {isImage && <img src={`data:${type};base64,${base64}`} alt={words.image(uri)} />}
      <figcaption>{words.binary(type || words.unknownType, size)}</figcaption>
    </figure>
  );
}
