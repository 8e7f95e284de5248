import { useMessages } from '../../state/messages.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ToldTrouble } from '../../ui/trouble-text.tsx';
import { ContentBlock, ResourceContent, Tree } from './content-block.tsx';
import { isRecord } from './json-text.ts';
import { LongText } from './long-text.tsx';
import classes from './outcome.module.css';
import { textOf } from './things.ts';

/** The answer, by what was asked: a tool's result, a prompt's messages, a resource's contents. */
export function ResultView({ response }: { response: unknown }) {
  const { outcome } = useMessages().playground;
  const { result, error } = isRecord(response) ? response : {};
  if (isRecord(error)) return <RpcError error={error} />;
  if (!isRecord(result)) return <Tree value={result} />;
  const { content, structuredContent, messages, contents, isError, description } = result;
  if (Array.isArray(messages)) {
    return (
      <>
        {textOf(description) && <p className={classes.about}>{textOf(description)}</p>}
        <MessageList messages={messages} />
      </>
    );
  }
  if (Array.isArray(contents)) return <Blocks blocks={contents} of={ResourceContent} />;
  if (!Array.isArray(content) && structuredContent === undefined) return <Tree value={result} />;
  return (
    <>
      {isError === true && <StateMark tone="failed" word={outcome.toolFailed} />}
      <ol className={classes.blocks}>
        {(Array.isArray(content) ? content : []).map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks of an answer that does not change
          <li key={index}>
            <ContentBlock block={block} />
          </li>
        ))}
      </ol>
      {structuredContent !== undefined && (
        <section aria-label={outcome.structured}>
          <h3 className={classes.part}>{outcome.structured}</h3>
          <Tree value={structuredContent} />
        </section>
      )}
      {Array.isArray(content) && content.length === 0 && structuredContent === undefined && (
        <p className={classes.about}>{outcome.empty}</p>
      )}
    </>
  );
}

function Blocks(props: { blocks: readonly unknown[]; of: typeof ResourceContent }) {
  const { blocks, of: Block } = props;
  return (
    <ol className={classes.blocks}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of an answer that does not change
        <li key={index}>
          <Block content={block} />
        </li>
      ))}
    </ol>
  );
}

/** Messages of a prompt, or of a model that a server asks. */
export function MessageList({ messages }: { messages: readonly unknown[] }) {
  return (
    <ol className={classes.blocks}>
      {messages.map((message, index) => {
        const { role, content } = isRecord(message) ? message : {};
        const blocks = Array.isArray(content) ? content : [content];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages of an answer that does not change
          <li key={index}>
            <h3 className={classes.part}>{textOf(role)}</h3>
            {blocks.map((block, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <ContentBlock key={place} block={block} />
            ))}
          </li>
        );
      })}
    </ol>
  );
}

function RpcError({ error }: { error: Record<string, unknown> }) {
  const { outcome } = useMessages().playground;
  const { code, message, data } = error;
  const { loom, remedy } = isRecord(data) ? data : {};
  const told = { code: textOf(loom), message: String(message), remedy: textOf(remedy) };
  return (
    <div role="alert" className={classes.failure}>
      <StateMark tone="failed" word={outcome.refused(String(code))} />
      {told.code === undefined ? (
        <LongText name={outcome.error} text={told.message} />
      ) : (
        <ToldTrouble told={told} />
      )}
      {data !== undefined && <Tree value={data} />}
    </div>
  );
}
