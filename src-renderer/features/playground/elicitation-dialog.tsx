import { useMemo, useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { AskedProps } from './asked.ts';
import { FormGuard } from './form/form-guard.tsx';
import { prepareSchema } from './form/prepare-schema.ts';
import { findProblems } from './form/problems.ts';
import { prune } from './form/prune.ts';
import { SchemaForm } from './form/schema-form.tsx';
import { JsonEditor } from './json-editor.tsx';
import { isRecord } from './json-text.ts';
import { LongText } from './long-text.tsx';

/** A server wants values from its user: the form that it describes, with the three answers there are. */
export function ElicitationDialog({ params, server, onAnswer }: AskedProps) {
  const { questions, form } = useMessages().playground;
  const [shown, setShown] = useState<Record<string, unknown> | undefined>({});
  const [isTried, setIsTried] = useState(false);
  const schema = isRecord(params.requestedSchema) ? params.requestedSchema : {};
  const value = useMemo(() => shown && prune(shown, prepareSchema(schema)), [shown, schema]);
  const problems = useMemo(() => findProblems(schema, value), [schema, value]);
  const send = () => {
    setIsTried(true);
    if (value && problems.length === 0) onAnswer({ action: 'accept', content: value });
  };
  const editor = <JsonEditor label={form.json} value={value ?? {}} onChange={setShown} />;
  return (
    <Dialog
      title={questions.asks(server)}
      onClose={() => onAnswer({ action: 'cancel' })}
      actions={
        <>
          <Button onClick={() => onAnswer({ action: 'decline' })}>{questions.decline}</Button>
          <Button look="primary" onClick={send} disabled={!value}>
            {questions.send}
          </Button>
        </>
      }
    >
      <LongText name={questions.message} text={String(params.message ?? '')} />
      <FormGuard fallback={editor}>
        <SchemaForm
          schema={schema}
          prefix="answer"
          focusFirst
          value={shown ?? {}}
          onChange={setShown}
          problems={isTried ? problems : []}
        />
      </FormGuard>
    </Dialog>
  );
}
