import { useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { CompletedField } from './completed-field.tsx';
import { isRecord } from './json-text.ts';
import { Outcome } from './outcome.tsx';
import classes from './pane.module.css';
import { Questions } from './questions.tsx';
import { RunBar } from './run-bar.tsx';
import { RunForm } from './run-form.tsx';
import { type Thing, textOf } from './things.ts';
import { expandTemplate, variablesOf } from './uri-template.ts';
import type { Acting } from './use-acting.ts';
import { type AskedFor, useRun } from './use-run.ts';

interface TextFieldSpec {
  name: string;
  description: string | undefined;
  isRequired: boolean;
}

/** A prompt, a resource or a template: texts to fill in, completed by the server where it can. */
export function FieldsPane({ thing, acting }: { thing: Thing; acting: Acting }) {
  const { pane } = useMessages().playground;
  const run = useRun();
  const [values, setValues] = useState<Record<string, string>>({});
  const fields = fieldsOf(thing);
  const missing = fields.filter(({ name, isRequired }) => isRequired && !values[name]);
  const send = () => {
    if (missing.length > 0 || run.state.phase === 'running') return;
    run.start({ ...requestOf(thing, values), ...acting });
  };
  return (
    <>
      <RunForm onRun={send}>
        <div className={classes.side}>
          {fields.map((field) => (
            <CompletedField
              key={field.name}
              {...field}
              reference={referenceOf(thing)}
              values={values}
              acting={acting}
              onChange={(value) => setValues({ ...values, [field.name]: value })}
            />
          ))}
          {thing.kind === 'template' && (
            <p className={classes.uri}>
              <code>{expandTemplate(thing.id, values)}</code>
            </p>
          )}
          <RunBar
            text={thing.kind === 'prompt' ? pane.get : pane.read}
            isRunning={run.state.phase === 'running'}
            disabled={missing.length > 0}
            onCancel={run.cancel}
          />
        </div>
        <Outcome state={run.state} retry={send} />
      </RunForm>
      <Questions state={run.state} server={thing.server} onAnswer={run.answer} />
    </>
  );
}

function fieldsOf({ kind, id, definition }: Thing): TextFieldSpec[] {
  if (kind === 'template') {
    return variablesOf(id).map((name) => ({ name, description: undefined, isRequired: false }));
  }
  const list = Array.isArray(definition.arguments) ? definition.arguments : [];
  return list
    .filter(isRecord)
    .flatMap(({ name, description, required }) =>
      typeof name === 'string'
        ? [{ name, description: textOf(description), isRequired: required === true }]
        : [],
    );
}

function requestOf({ kind, id }: Thing, values: Record<string, string>): AskedFor {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  if (kind === 'prompt') return { method: 'prompts/get', params: { name: id, arguments: given } };
  const uri = kind === 'template' ? expandTemplate(id, values) : id;
  return { method: 'resources/read', params: { uri } };
}

/** What completions are asked for. */
function referenceOf({ kind, id }: Thing): object {
  return kind === 'prompt' ? { type: 'ref/prompt', name: id } : { type: 'ref/resource', uri: id };
}
