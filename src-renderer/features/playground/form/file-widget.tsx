import type { WidgetProps } from '@rjsf/utils';
import { useState } from 'react';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { showFailure } from '../../../ui/toasts.tsx';
import classes from './form.module.css';
import { fileKind } from './labels.ts';

/** A file as its schema wants it: base64, a data URL, or the text itself. It is read here, in the page. */
export function FileWidget({ id, schema, value, label, onChange }: WidgetProps) {
  const { form } = useMessages().playground;
  const { bytes } = useFormats();
  const [name, setName] = useState<string>();
  const kind = fileKind(schema) ?? 'base64';
  const { contentMediaType } = schema;
  const read = async (file: File | undefined) => {
    if (!file) return;
    onChange(await readFileAs(file, kind));
    setName(file.name);
  };
  return (
    <div className={classes.file}>
      <input
        id={id}
        type="file"
        {...(typeof contentMediaType === 'string' && { accept: contentMediaType })}
        onChange={({ currentTarget }) => {
          read(currentTarget.files?.[0]).catch(showFailure);
        }}
      />
      {typeof value === 'string' && value !== '' && (
        <>
          <span className={classes.hint}>{form.fileHolds(name ?? label, bytes(value.length))}</span>
          <Button look="quiet" label={form.clearNamed(label)} onClick={() => onChange(undefined)}>
            {form.clear}
          </Button>
        </>
      )}
    </div>
  );
}

async function readFileAs(file: File, kind: 'data-url' | 'base64' | 'text'): Promise<string> {
  if (kind === 'text') return await file.text();
  const url = await dataUrlOf(file);
  return kind === 'data-url' ? url : url.slice(url.indexOf(',') + 1);
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error(file.name));
    reader.readAsDataURL(file);
  });
}
