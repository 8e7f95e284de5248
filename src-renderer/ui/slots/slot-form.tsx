import { TextInput } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { Button } from '../button.tsx';
import { Refusal, ThrownRefusal } from '../refusal.tsx';
import { ParameterField } from './parameter-field.tsx';
import { RunsView } from './runs-view.tsx';
import classes from './slots.module.css';
import { TryResult } from './try-result.tsx';
import type { AddSlots } from './use-add-slots.ts';
import type { Shown } from './use-fill.ts';
import { type SlotSource, useSlotForm } from './use-slot-form.ts';
import { useTry } from './use-try.ts';

interface SlotFormProps extends SlotSource {
  add: AddSlots;
  addLabel: string;
  /** What else is to be known of what would run. */
  about?(shown: Shown | undefined): ReactNode;
}

/** The slots of a preset or a bundle filled in, looked at, tried, added. */
export function SlotForm({ add, addLabel, about, ...source }: SlotFormProps) {
  const { presets: words } = useMessages();
  const form = useSlotForm(source);
  const trial = useTry(source.calls);
  const element = useRef<HTMLFormElement>(null);
  const tryState = trial.of(form.filled);
  const run = (work: (digest: string) => void) => {
    const digest = form.check();
    if (digest === undefined) focusProblem(element.current);
    else work(digest);
  };
  return (
    <form
      ref={element}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        run((digest) => add.run(form.filled, digest));
      }}
    >
      {source.parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          value={form.values[parameter.name] ?? ''}
          isFromLink={form.isFromLink(parameter.name)}
          named={form.shown?.secrets.find((secret) => secret.parameter === parameter.name)}
          kept={form.kept}
          problem={form.problemOf(parameter.name)}
          onChange={(value) => form.set(parameter.name, value)}
          onBlur={() => form.leave(parameter.name)}
        />
      ))}
      <TextInput
        label={words.form.name}
        description={words.form.nameHint}
        classNames={{ input: classes.mono ?? '' }}
        autoComplete="off"
        spellCheck={false}
        value={form.name}
        error={form.problemOf('id')}
        onChange={({ currentTarget }) => form.setName(currentTarget.value)}
        onBlur={() => form.leave('id')}
      />
      <RunsView shown={form.shown} isCurrent={form.isCurrent} />
      {about?.(form.shown)}
      <TryResult state={tryState} />
      <Problem text={form.problemOf('')} error={form.error ?? add.error} />
      <div className={classes.actions}>
        <p className={classes.note}>
          {words.try.why}
          {usesProject(form.shown?.entry) && ` ${words.try.home}`}
        </p>
        <TryButton
          state={tryState.phase}
          disabled={!form.isCurrent}
          onTry={() => run((digest) => trial.start(form.filled, digest))}
          onCancel={trial.cancel}
        />
        <Button type="submit" look="primary" busy={add.busy} disabled={!form.isCurrent}>
          {add.busy ? words.adding : addLabel}
        </Button>
      </div>
    </form>
  );
}

interface TryButtonProps {
  state: 'none' | 'running' | 'done';
  disabled: boolean;
  onTry(): void;
  onCancel(): void;
}

function TryButton({ state, disabled, onTry, onCancel }: TryButtonProps) {
  const { presets, common } = useMessages();
  if (state === 'running') return <Button onClick={onCancel}>{common.cancel}</Button>;
  return (
    <Button disabled={disabled} onClick={onTry}>
      {state === 'done' ? presets.try.again : presets.try.run}
    </Button>
  );
}

function Problem({ text, error }: { text: string | undefined; error: unknown }) {
  return text ? <Refusal>{text}</Refusal> : <ThrownRefusal error={error} />;
}

/** After the fields say what is wrong, the first of them has the focus. */
function focusProblem(form: HTMLFormElement | null): void {
  requestAnimationFrame(() =>
    form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-error] input')?.focus(),
  );
}

function usesProject(entry: object | undefined): boolean {
  return JSON.stringify(entry ?? '').includes('${project}');
}
