import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState } from 'react';
import type { HubClient } from '../../state/carrier.ts';
import { useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { isRecord } from './json-text.ts';
import classes from './pane.module.css';
import type { Acting } from './use-acting.ts';

interface CompletedFieldProps {
  name: string;
  description: string | undefined;
  isRequired: boolean;
  /** The prompt or template, as the protocol names it. */
  reference: object;
  /** Of all fields: what the others say narrows the completions. */
  values: Record<string, string>;
  acting: Acting;
  onChange(value: string): void;
}

/** A text whose server may know what it can be. */
export function CompletedField(props: CompletedFieldProps) {
  const { name, description, isRequired, reference, values, acting, onChange } = props;
  const { form } = useMessages().playground;
  const id = useId();
  const value = values[name] ?? '';
  const [isTouched, setIsTouched] = useState(false);
  const [typed] = useDebouncedValue(value, 250);
  const { [name]: _, ...others } = values;
  const params = {
    ref: reference,
    argument: { name, value: typed },
    context: { arguments: others },
  };
  const { data: completions = [] } = useHubQuery(
    ['playground', 'complete', params, acting],
    (hub, signal) => complete(hub, { params, ...acting }, signal),
    { enabled: isTouched },
  );
  return (
    <div className={classes.field}>
      <label htmlFor={id}>
        <code>{name}</code> {isRequired && <span className={classes.quiet}>{form.required}</span>}
      </label>
      {description && <p className={classes.quiet}>{description}</p>}
      <TextInput
        id={id}
        size="xs"
        list={`${id}-list`}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onFocus={() => setIsTouched(true)}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <datalist id={`${id}-list`}>
        {completions.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </div>
  );
}

async function complete(
  hub: HubClient,
  asked: { params: Record<string, unknown> } & Acting,
  signal: AbortSignal,
): Promise<string[]> {
  const events = await hub.playground.run({ method: 'completion/complete', ...asked }, { signal });
  for await (const event of events) {
    if (event.type === 'done') return valuesIn(event.response);
  }
  return [];
}

/** A server that knows no completions says so by an error: there are none to show. */
function valuesIn(response: unknown): string[] {
  const { result } = isRecord(response) ? response : {};
  const { completion } = isRecord(result) ? result : {};
  const { values } = isRecord(completion) ? completion : {};
  return Array.isArray(values) ? [...new Set(values.filter((one) => typeof one === 'string'))] : [];
}
