import { TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { describeFailure } from '../../../ui/toasts.tsx';
import type { PresetItem } from '../use-presets.ts';
import classes from './one.module.css';
import { ParameterField } from './parameter-field.tsx';
import { RunsView } from './runs-view.tsx';
import { TryResult } from './try-result.tsx';
import { useAdd } from './use-add.ts';
import { usePresetForm } from './use-preset-form.ts';
import { useTry } from './use-try.ts';

interface PresetFormProps {
  preset: PresetItem;
  onAdded(server: string): void;
}

/** A preset filled in, looked at, tried, added. */
export function PresetForm({ preset, onAdded }: PresetFormProps) {
  const { presets: words } = useMessages();
  const form = usePresetForm(preset);
  const trial = useTry();
  const add = useAdd(form.filled, onAdded);
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
        run(add.run);
      }}
    >
      {preset.parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          value={form.values[parameter.name] ?? ''}
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
          {add.busy ? words.adding : isHosted(preset) ? words.addUrl : words.add}
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
  const failure = error ? describeFailure(error) : undefined;
  if (!text && !failure) return null;
  return (
    <p role="alert" className={classes.error}>
      {text ?? failure?.message}
      {failure?.remedy && <span className={classes.quiet}>{failure.remedy}</span>}
    </p>
  );
}

/** After the fields say what is wrong, the first of them has the focus. */
function focusProblem(form: HTMLFormElement | null): void {
  requestAnimationFrame(() =>
    form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-error] input')?.focus(),
  );
}

function isHosted({ entry }: PresetItem): boolean {
  return typeof entry.url === 'string';
}

function usesProject(entry: object | undefined): boolean {
  return JSON.stringify(entry ?? '').includes('${project}');
}
