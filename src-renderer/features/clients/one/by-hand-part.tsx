import type { ByHand } from '../../../../src-shared/domain/client.ts';
import { useMessages } from '../../../state/messages.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { CodedText } from '../../../ui/coded-text.tsx';
import { Section } from '../../../ui/section.tsx';
import buttons from './link.module.css';
import classes from './target-part.module.css';

/** How a person connects a client without Loom writing anything. */
export function ByHandPart({ byHand }: { byHand: ByHand }) {
  const { one } = useMessages().clients;
  const { how, link, entry } = byHand;
  return (
    <Section id="by-hand" title={one.handTitle} aside={one.handAside}>
      <div className={classes.stack}>
        {how && (
          <p>
            <CodedText text={how} />
          </p>
        )}
        {link && (
          <p className={classes.line}>
            <a href={link} className={buttons.link}>
              {one.openLink}
            </a>
            <span className={classes.quiet}>{one.linkWhy}</span>
          </p>
        )}
        <div className={buttons.entry}>
          <CodeBlock name={one.entryName} text={entry} />
        </div>
      </div>
    </Section>
  );
}
