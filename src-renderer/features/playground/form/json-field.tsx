import { Textarea } from '@mantine/core';
import { ariaDescribedByIds, type FieldProps } from '@rjsf/utils';
import { useState } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { parseJson, printJson } from '../json-text.ts';
import classes from './form.module.css';
import { findJsonError } from './json-error.ts';

/** A value of any shape, as JSON. Left empty it is not sent. */
export function JsonField({ fieldPathId, formData, name, onChange }: FieldProps) {
  const { form } = useMessages().playground;
  const [draft, setDraft] = useState({ text: textOf(formData), value: formData as unknown });
  // It was changed elsewhere: what is typed here stands for a value that is no more.
  const text = draft.value === formData ? draft.text : textOf(formData);
  const isBroken = text.trim() !== '' && parseJson(text) === undefined;
  const error = isBroken ? findJsonError(text) : undefined;
  const change = (next: string) => {
    const parsed = next.trim() === '' ? { value: undefined } : parseJson(next);
    setDraft({ text: next, value: parsed ? parsed.value : formData });
    if (parsed) onChange(parsed.value, fieldPathId.path);
  };
  return (
    <>
      <Textarea
        id={fieldPathId.$id}
        size="xs"
        rows={2}
        classNames={{ input: classes.textarea }}
        aria-label={form.jsonOf(name)}
        aria-describedby={ariaDescribedByIds(fieldPathId)}
        placeholder={form.anyJson}
        spellCheck={false}
        value={text}
        error={isBroken}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
      {error && (
        <p className={classes.errors}>
          {form.jsonError(error.line, error.column, form.jsonReasons[error.reason])}
        </p>
      )}
    </>
  );
}

function textOf(value: unknown): string {
  return value === undefined ? '' : printJson(value);
}
