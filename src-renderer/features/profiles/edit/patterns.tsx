import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { Section } from '../../../ui/section.tsx';
import { patternsOf, withTools } from '../edit-profile.ts';
import type { Draft } from '../use-draft.ts';
import classes from './patterns.module.css';

/** What registry.yaml will say: the switches above write here, too. */
export function Patterns({ draft }: { draft: Draft }) {
  const { patterns } = useMessages().profiles;
  const { allow, deny } = draft.profile.tools ?? {};
  return (
    <Section id="patterns" title={patterns.title} aside={patterns.aside}>
      <div className={classes.fields}>
        <PatternField
          label={patterns.allow}
          hint={patterns.allowHint}
          value={allow}
          onChange={(next) => draft.change(withTools(draft.profile, { allow: next, deny }))}
        />
        <PatternField
          label={patterns.deny}
          hint={patterns.denyHint}
          value={deny}
          onChange={(next) => draft.change(withTools(draft.profile, { allow, deny: next }))}
        />
      </div>
    </Section>
  );
}

interface PatternFieldProps {
  label: string;
  hint: string;
  value: readonly string[] | undefined;
  onChange(value: string[] | undefined): void;
}

/** While somebody types, the text is theirs: an empty line is the beginning of a pattern. */
function PatternField({ label, hint, value, onChange }: PatternFieldProps) {
  const [typed, setTyped] = useState<string>();
  const text = typed ?? (value ?? []).join('\n');
  return (
    <Textarea
      label={label}
      description={hint}
      classNames={{ label: classes.label, input: classes.input, description: classes.hint }}
      autosize
      minRows={3}
      maxRows={16}
      spellCheck={false}
      value={text}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(patternsOf(currentTarget.value));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
