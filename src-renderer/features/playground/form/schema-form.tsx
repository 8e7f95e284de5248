import { ErrorSchemaBuilder } from '@rjsf/utils';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { isRecord } from '../json-text.ts';
import { prepareSchema } from './prepare-schema.ts';
import type { Problem } from './problems.ts';
import { ThemedForm } from './theme.ts';
import { useProblemText } from './use-problem-text.ts';
import { validator } from './validator.ts';

interface SchemaFormProps {
  /** As the server wrote it. */
  schema: unknown;
  /** Of the fields' ids, unique on the page. */
  prefix: string;
  value: Record<string, unknown>;
  onChange(value: Record<string, unknown>): void;
  /** Shown at their fields. */
  problems: readonly Problem[];
  /** The first field is where a dialog begins. */
  focusFirst?: boolean;
}

/** A form made of a JSON Schema; it has no buttons of its own. */
export function SchemaForm(props: SchemaFormProps) {
  const { schema, prefix, value, onChange, problems, focusFirst = false } = props;
  const prepared = useMemo(() => prepareSchema(schema), [schema]);
  const { form } = useMessages().playground;
  const textOf = useProblemText();
  const errors = useMemo(() => {
    const builder = new ErrorSchemaBuilder();
    for (const problem of problems) builder.addErrors(textOf(problem), problem.path);
    return builder.ErrorSchema;
  }, [problems, textOf]);
  const uiSchema = useMemo(() => {
    const [first] = Object.keys(prepared.properties ?? {});
    const focus = focusFirst && first !== undefined && { [first]: { 'ui:autofocus': true } };
    return { 'ui:submitButtonOptions': { norender: true }, ...focus };
  }, [prepared, focusFirst]);
  // The library tells of defaults while it is drawn. Whoever is told then may hear of it only after the
  // next click, and would lose them.
  const early = useRef<Record<string, unknown>>(undefined);
  const isDrawn = useRef(false);
  useLayoutEffect(() => {
    isDrawn.current = true;
    if (early.current) onChange(early.current);
    early.current = undefined;
  }, [onChange]);
  const tell = (next: Record<string, unknown>) => {
    if (isDrawn.current) onChange(next);
    else early.current = next;
  };
  return (
    <ThemedForm
      tagName="div"
      idPrefix={prefix}
      schema={prepared}
      validator={validator}
      formData={value}
      noValidate
      noHtml5Validate
      showErrorList={false}
      extraErrors={errors}
      experimental_defaultFormStateBehavior={{
        emptyObjectFields: 'skipEmptyDefaults',
        arrayMinItems: { populate: 'requiredOnly' },
        constAsDefaults: 'skipOneOf',
      }}
      uiSchema={uiSchema}
      translateString={(text) => (text === 'New Value' ? '' : text === 'Item' ? form.item : text)}
      onChange={({ formData }) => tell(isRecord(formData) ? formData : {})}
    />
  );
}
