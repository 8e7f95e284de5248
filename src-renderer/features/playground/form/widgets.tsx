import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import {
  ariaDescribedByIds,
  type BaseInputTemplateProps,
  enumOptionSelectedValue,
  enumOptionsDeselectValue,
  enumOptionsIsSelected,
  enumOptionsSelectValue,
  enumOptionValueDecoder,
  enumOptionValueEncoder,
  examplesId,
  getInputProps,
  type WidgetProps,
} from '@rjsf/utils';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import classes from './form.module.css';
import { isLong } from './labels.ts';

/** What browsers have a picker for, and send as it is typed. */
const pickers = new Set(['date', 'time', 'month', 'week']);

/** One line of text, a number or a date. Left empty it is not sent. */
export function BaseInputTemplate(props: BaseInputTemplateProps) {
  const { id, value, schema, options, onChange, onChangeOverride } = props;
  const { type = 'text' } = getInputProps(schema, props.type, options);
  const examples = Array.isArray(schema.examples) ? schema.examples : [];
  return (
    <>
      <TextInput
        id={id}
        size="xs"
        classNames={{ input: classes.input }}
        // Browsers empty a number field that holds what they take for none.
        type={pickers.has(type) ? type : 'text'}
        inputMode={type === 'number' ? 'decimal' : undefined}
        value={value ?? ''}
        placeholder={schema.default === undefined ? props.placeholder : String(schema.default)}
        readOnly={props.readonly || schema.const !== undefined}
        disabled={props.disabled ?? false}
        error={(props.rawErrors?.length ?? 0) > 0}
        autoComplete="off"
        spellCheck={false}
        data-autofocus={props.autofocus || undefined}
        {...(examples.length > 0 && { list: examplesId(id) })}
        aria-describedby={ariaDescribedByIds(id)}
        onChange={
          onChangeOverride ??
          (({ currentTarget: { value: next } }) =>
            onChange(next === '' ? emptyOf(id, options.emptyValue) : next))
        }
      />
      {examples.length > 0 && (
        <datalist id={examplesId(id)}>
          {examples.map((example) => (
            <option key={String(example)} value={String(example)} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** A text that may have lines, where its name says so. */
export function TextWidget(props: WidgetProps) {
  const { schema, name, registry } = props;
  const { BaseInputTemplate: Input } = registry.templates;
  if (schema.type !== 'string' || !isLong(name, schema)) return <Input {...props} />;
  return <TextareaWidget {...props} />;
}

export function TextareaWidget(props: WidgetProps) {
  const { id, value, options, onChange, rawErrors = [] } = props;
  return (
    <Textarea
      id={id}
      size="xs"
      rows={3}
      data-autofocus={props.autofocus || undefined}
      classNames={{ input: classes.textarea }}
      value={value ?? ''}
      error={rawErrors.length > 0}
      spellCheck={false}
      aria-describedby={ariaDescribedByIds(id)}
      onChange={({ currentTarget: { value: next } }) =>
        onChange(next === '' ? emptyOf(id, options.emptyValue) : next)
      }
    />
  );
}

/** Three states: what was never touched is not sent. */
export function CheckboxWidget(props: WidgetProps) {
  const { id, label, value, required, onChange } = props;
  const { form } = useMessages().playground;
  return (
    <div className={classes.flag}>
      <input
        id={id}
        type="checkbox"
        data-autofocus={props.autofocus || undefined}
        ref={(box) => {
          if (box) box.indeterminate = value === undefined;
        }}
        checked={value === true}
        aria-describedby={ariaDescribedByIds(id)}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <code className={classes.hint}>{value === undefined ? form.notSet : String(value)}</code>
      {!required && value !== undefined && (
        <Button look="quiet" label={form.clearNamed(label)} onClick={() => onChange(undefined)}>
          {form.clear}
        </Button>
      )}
    </div>
  );
}

export function SelectWidget(props: WidgetProps) {
  const { id, label, value, options, multiple, onChange } = props;
  const { form } = useMessages().playground;
  const { enumOptions = [], emptyValue } = options;
  if (multiple) return <Choices {...props} />;
  // Which shape of a union: its label is the union's own.
  const isUnion = /__(any|one)of_select$/.test(id);
  const selected = enumOptionSelectedValue(value, enumOptions, false, 'indexed', '');
  return (
    <NativeSelect
      id={id}
      size="xs"
      classNames={{ input: classes.input }}
      data-autofocus={props.autofocus || undefined}
      value={String(selected)}
      aria-label={isUnion ? form.kindOf(label) : undefined}
      aria-describedby={ariaDescribedByIds(id)}
      onChange={({ currentTarget }) =>
        onChange(enumOptionValueDecoder(currentTarget.value, enumOptions, 'indexed', emptyValue))
      }
    >
      {!isUnion && <option value="">{form.notSet}</option>}
      {enumOptions.map((option, index) => (
        <option
          key={enumOptionValueEncoder(option.value, index, 'indexed')}
          value={enumOptionValueEncoder(option.value, index, 'indexed')}
        >
          {option.label}
        </option>
      ))}
    </NativeSelect>
  );
}

/** Several of a few values. */
function Choices({ id, value, options, onChange }: WidgetProps) {
  const { enumOptions = [] } = options;
  const chosen: unknown[] = Array.isArray(value) ? value : [];
  return (
    <div id={id} className={classes.choices}>
      {enumOptions.map((option, index) => (
        <label key={String(option.value)}>
          <input
            type="checkbox"
            checked={enumOptionsIsSelected(option.value, chosen)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(
                checked
                  ? enumOptionsSelectValue(index, chosen, enumOptions)
                  : enumOptionsDeselectValue(index, chosen, enumOptions),
              )
            }
          />
          <code>{option.label}</code>
        </label>
      ))}
    </div>
  );
}

/** An empty text is not sent, but in a list, which has no gaps. */
function emptyOf(id: string, emptyValue: unknown): unknown {
  return /_\d+$/.test(id) ? '' : emptyValue;
}
