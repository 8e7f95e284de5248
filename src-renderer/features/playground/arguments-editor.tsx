import { useEffect, useMemo, useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { Segments } from '../../ui/segments.tsx';
import classes from './editor.module.css';
import { FormGuard } from './form/form-guard.tsx';
import { hasFields, prepareSchema } from './form/prepare-schema.ts';
import { findProblems, type Problem } from './form/problems.ts';
import { prune } from './form/prune.ts';
import { SchemaForm } from './form/schema-form.tsx';
import { useProblemText } from './form/use-problem-text.ts';
import { JsonEditor } from './json-editor.tsx';

export interface ArgumentsEditorProps {
  /** The JSON Schema of the arguments, as the server wrote it. */
  schema: unknown;
  /** Of the ids of fields, unique on the page. */
  prefix: string;
  initial: Record<string, unknown>;
  /** `value` is undefined while the text is no JSON object. */
  onChange(value: Record<string, unknown> | undefined, problems: readonly Problem[]): void;
  /** What is wrong is shown once somebody has tried to send it. */
  showProblems: boolean;
}

const modes = ['form', 'json'] as const;

/** Arguments as a form or as JSON: two views of one value. Loaded when it is needed. */
export function ArgumentsEditor(props: ArgumentsEditorProps) {
  const { schema, prefix, onChange, showProblems } = props;
  const { form } = useMessages().playground;
  const prepared = useMemo(() => prepareSchema(schema), [schema]);
  const isFormable = hasFields(prepared);
  const isOpen = useMemo(() => takesAnything(schema), [schema]);
  const [mode, setMode] = useState<(typeof modes)[number]>(isFormable || !isOpen ? 'form' : 'json');
  // The form keeps what it shows, and sends what somebody filled in.
  const [shown, setShown] = useState(props.initial);
  const value = useMemo(
    () => (mode === 'form' ? prune(shown, prepared) : shown),
    [mode, shown, prepared],
  );
  const problems = useMemo(
    () => findProblems(typeof schema === 'object' && schema ? schema : {}, value),
    [schema, value],
  );
  const [isText, setIsText] = useState(true);
  useEffect(
    () => onChange(isText ? value : undefined, problems),
    [onChange, isText, value, problems],
  );
  const change = (next: Record<string, unknown> | undefined) => {
    setIsText(next !== undefined);
    if (next) setShown(next);
  };
  return (
    <div className={classes.editor}>
      <Segments
        label={form.modes}
        options={modes.map((id) => ({ id, text: form[id] }))}
        value={mode}
        // A text that is no JSON has no form.
        disabled={!isText}
        onChange={(next) => {
          setShown(value);
          setMode(next);
        }}
      />
      {mode === 'json' ? (
        <>
          <JsonEditor label={form.json} value={value} onChange={change} />
          {showProblems && <ProblemList problems={problems} />}
        </>
      ) : isFormable ? (
        <FormGuard fallback={<p className={classes.note}>{form.cannotDraw}</p>}>
          <SchemaForm
            schema={schema}
            prefix={prefix}
            value={shown}
            onChange={setShown}
            problems={showProblems ? problems : none}
          />
        </FormGuard>
      ) : (
        <p className={classes.note}>{isOpen ? form.anything : form.noArguments}</p>
      )}
    </div>
  );
}

const none: readonly Problem[] = [];

function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const textOf = useProblemText();
  return (
    <ul className={classes.wrong}>
      {problems.map((problem) => (
        <li key={`${problem.path.join('/')} ${problem.keyword}`}>
          <code>{problem.path.join('.') || '{}'}</code> {textOf(problem)}
        </li>
      ))}
    </ul>
  );
}

/** Whether an object without named properties may have any. */
function takesAnything(schema: unknown): boolean {
  const { additionalProperties } = (schema ?? {}) as { additionalProperties?: unknown };
  return additionalProperties !== undefined && additionalProperties !== false;
}
