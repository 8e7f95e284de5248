import { Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import classes from './editor.module.css';
import { findJsonError } from './form/json-error.ts';
import { isRecord, parseJson, printJson } from './json-text.ts';

interface JsonEditorProps {
  label: string;
  value: Record<string, unknown>;
  /** Called with every text that is an object, and with undefined for those that are none. */
  onChange(value: Record<string, unknown> | undefined): void;
}

/** Arguments as JSON text; an error is named with its place, and a button leads there. */
export function JsonEditor({ label, value, onChange }: JsonEditorProps) {
  const { form } = useMessages().playground;
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => printJson(value));
  const parsed = parseJson(text);
  const error = parsed ? undefined : findJsonError(text);
  const change = (next: string) => {
    setText(next);
    const read = parseJson(next);
    onChange(isRecord(read?.value) ? read.value : undefined);
  };
  const goTo = () => {
    area.current?.focus();
    if (error)
      area.current?.setSelectionRange(error.offset, error.offset + Math.max(error.length, 1));
  };
  return (
    <div className={classes.json}>
      <Textarea
        ref={area}
        size="xs"
        rows={8}
        classNames={{ input: classes.text }}
        aria-label={label}
        aria-invalid={error !== undefined || undefined}
        spellCheck={false}
        value={text}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
      {error && (
        <p className={classes.wrong} role="status">
          {form.jsonError(error.line, error.column, form.jsonReasons[error.reason])}{' '}
          <Button look="quiet" onClick={goTo}>
            {form.goThere}
          </Button>
        </p>
      )}
      {parsed && !isRecord(parsed.value) && <p className={classes.wrong}>{form.notAnObject}</p>}
    </div>
  );
}
