import { useState } from 'react';
import type { Adoption } from '../../../../src-shared/domain/secret-finding.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { Button } from '../../../ui/button.tsx';
import { CodedText } from '../../../ui/coded-text.tsx';
import { SecretChip } from '../../../ui/secret-chip.tsx';
import { showToast } from '../../../ui/toasts.tsx';
import { exactly } from './exactly.ts';
import classes from './plain.module.css';

/** Secrets in registry.yaml: what each line becomes, and the way to do it. */
export function AdoptList({ adoptable }: { adoptable: readonly Adoption[] }) {
  const { plain } = useMessages().secrets;
  const { number } = useFormats();
  // By id: a text that holds several moves as a whole.
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = adoptable.filter(({ id, obstacle }) => !obstacle && !left.has(id));
  const adopt = useAction((hub) => hub.secrets.adopt({ wanted: exactly(chosen, adoptable) }), {
    onDone({ adopted: { length } }) {
      showToast(plain.moved(length, number(length)));
    },
  });
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  return (
    <div className={classes.group}>
      <h3>{plain.registry}</h3>
      <ul className={classes.list}>
        {adoptable.map((one) => (
          <li key={`${one.id} ${one.finding.column} ${one.finding.preview}`}>
            <AdoptRow adoption={one} isChosen={!left.has(one.id)} onToggle={() => toggle(one.id)} />
          </li>
        ))}
      </ul>
      {chosen.length > 0 && (
        <div>
          <Button busy={adopt.busy} onClick={() => adopt.run()}>
            {adopt.busy ? plain.moving : plain.move(chosen.length, number(chosen.length))}
          </Button>
        </div>
      )}
    </div>
  );
}

interface AdoptRowProps {
  adoption: Adoption;
  isChosen: boolean;
  onToggle(): void;
}

function AdoptRow({ adoption, isChosen, onToggle }: AdoptRowProps) {
  const { plain } = useMessages().secrets;
  const { finding, id, secret, isKept, obstacle } = adoption;
  return (
    <div className={classes.adoption}>
      <input
        type="checkbox"
        aria-label={plain.choose(id)}
        checked={isChosen && !obstacle}
        disabled={obstacle !== undefined}
        onChange={onToggle}
      />
      <code title={plain.place(finding.file, finding.line)}>{id}</code>
      <span className={classes.becomes}>
        <code>{finding.preview}</code>
        {secret && (
          <>
            <span className={classes.quiet}>{plain.becomes}</span>
            <SecretChip name={secret} />
          </>
        )}
        {isKept && <span className={classes.quiet}>{plain.isKept}</span>}
        {obstacle && (
          <span>
            {plain.stays} <CodedText text={obstacle.why} />.{' '}
            <span className={classes.quiet}>
              <CodedText text={obstacle.remedy} />
            </span>
          </span>
        )}
      </span>
    </div>
  );
}
