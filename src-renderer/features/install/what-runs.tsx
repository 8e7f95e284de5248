import { useMessages } from '../../state/messages.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import classes from './install.module.css';

/** A definition in full: each argument by itself, so that no blank and no quote can hide in another. */
export function WhatRuns({ entry }: { entry: Record<string, unknown> }) {
  const { runs: words } = useMessages().install;
  const isLocal = typeof entry.url !== 'string';
  const pairs = Object.entries((isLocal ? entry.env : entry.headers) ?? {});
  const args = isLocal && Array.isArray(entry.args) ? entry.args.map(String) : [];
  return (
    <section className={classes.runs} aria-label={isLocal ? words.title : words.titleUrl}>
      <h2>{isLocal ? words.title : words.titleUrl}</h2>
      <CodeBlock
        name={isLocal ? words.command : words.address}
        text={String(isLocal ? entry.command : entry.url)}
      />
      {args.length > 0 && (
        <>
          <h3>{words.arguments}</h3>
          <ol className={classes.list}>
            {args.map((arg, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an argument is its place
              <li key={index}>
                <code>{arg}</code>
              </li>
            ))}
          </ol>
        </>
      )}
      {pairs.length > 0 && (
        <>
          <h3>{isLocal ? words.variables : words.headers}</h3>
          <ul className={classes.list}>
            {pairs.map(([name, value]) => (
              <li key={name}>
                <code>
                  {name}
                  {isLocal ? '=' : ': '}
                  {String(value)}
                </code>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={classes.quiet}>{isLocal ? words.asYou : words.sends}</p>
    </section>
  );
}
