import {
  ADDITIONAL_PROPERTY_FLAG,
  descriptionId,
  errorId,
  type FieldErrorProps,
  type FieldTemplateProps,
  type MultiSchemaFieldTemplateProps,
} from '@rjsf/utils';
import { IconX } from '@tabler/icons-react';
import { type ReactElement, use } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import classes from './form.module.css';
import { IconButton } from './icon-button.tsx';
import { InUnion } from './in-union.ts';
import { drawsOwnName, isTelling, typeHint } from './labels.ts';

/** One value: its name as the server knows it, what is said of it, and where it is filled in. */
export function FieldTemplate(props: FieldTemplateProps) {
  const { id, fieldPathId, schema, children, errors, hidden, rawDescription } = props;
  const { form } = useMessages().playground;
  const isInUnion = use(InUnion) === fieldPathId.$id;
  if (hidden) return null;
  const isAdditional = ADDITIONAL_PROPERTY_FLAG in schema;
  const last = fieldPathId.path.at(-1);
  const name = String(last ?? '');
  const title = schema['x-loom-title'] ? undefined : schema.title;
  const isNamed = name !== '' && !isInUnion && !drawsOwnName(schema);
  return (
    <div className={classes.field}>
      {isAdditional ? (
        <KeyInput {...props} />
      ) : (
        isNamed && (
          <label className={classes.label} htmlFor={id}>
            <code>{typeof last === 'number' ? `[${name}]` : name}</code>
            {isTelling(title, name) && <span>{title}</span>}
            {typeHint(schema) && <span className={classes.hint}>{typeHint(schema)}</span>}
            {props.required && typeof last !== 'number' && (
              <span className={classes.hint}>{form.required}</span>
            )}
          </label>
        )
      )}
      {isNamed && rawDescription && (
        <p id={descriptionId(id)} className={classes.description}>
          {rawDescription}
        </p>
      )}
      {children}
      {errors}
    </div>
  );
}

/** A property of an object that takes any: its name is typed, too. */
function KeyInput({ id, label, onKeyRenameBlur, onRemoveProperty }: FieldTemplateProps) {
  const { form } = useMessages().playground;
  return (
    <div className={classes.label}>
      <input
        key={label}
        className={classes.key}
        id={`${id}-key`}
        aria-label={form.nameOf(label)}
        defaultValue={label}
        onBlur={onKeyRenameBlur}
      />
      <IconButton label={form.removeNamed(label)} icon={IconX} onClick={onRemoveProperty} />
    </div>
  );
}

export function FieldErrorTemplate({ errors = [], fieldPathId }: FieldErrorProps) {
  if (errors.length === 0) return null;
  return (
    <ul id={errorId(fieldPathId)} className={classes.errors}>
      {errors.map((error) => (
        <li key={String(error)}>{error}</li>
      ))}
    </ul>
  );
}

/** A choice between several shapes: which one, then its fields. */
export function MultiSchemaFieldTemplate({
  selector,
  optionSchemaField,
}: MultiSchemaFieldTemplateProps) {
  const { id: selectId = '' } = (selector as ReactElement<{ id?: string }>).props;
  const id = selectId.replace(/__(any|one)of_select$/, '');
  return (
    <div className={classes.union}>
      {selector}
      <InUnion value={id}>{optionSchemaField}</InUnion>
    </div>
  );
}
