import type { ReactNode } from 'react';
import type { BundleFacts } from '../../../src-shared/domain/bundle.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { OutsideLink } from '../slots/outside-link.tsx';
import classes from './bundle.module.css';

/** What a bundle says of itself; all of it is its maker's word. */
export function BundleSummary({ facts }: { facts: BundleFacts }) {
  const { bundles: words, common } = useMessages();
  const { number, bytes } = useFormats();
  const { title, version, description, author, homepage, license, kind, isSigned, tools } = facts;
  const files = words.files(facts.files, number(facts.files));
  return (
    <>
      <h2 className={classes.title}>
        {title} <span className={classes.quiet}>{version}</span>
      </h2>
      {description !== '' && <p>{description}</p>}
      <dl className={classes.facts} aria-label={words.about}>
        <Fact name={words.author}>{author}</Fact>
        <Fact name={words.file}>
          <code>{facts.file}</code>{' '}
          {words.size(bytes(facts.bytes), files, bytes(facts.unpackedBytes))}
        </Fact>
        <Fact name={words.signature}>{isSigned ? words.signed : words.unsigned}</Fact>
        <Fact name={words.runsWith}>{words.kinds[kind]}</Fact>
        {license && <Fact name={words.license}>{license}</Fact>}
        {homepage && (
          <Fact name={words.homepage}>
            <OutsideLink href={homepage}>{homepage.replace(/^https?:\/\//, '')}</OutsideLink>
          </Fact>
        )}
      </dl>
      {tools.length > 0 && (
        <details>
          <summary>{words.claims(common.tools(tools.length, number(tools.length)))}</summary>
          <ul className={classes.tools}>
            {tools.map((tool) => (
              <li key={tool.name}>
                <code>{tool.name}</code> <span className={classes.quiet}>{tool.description}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
