import { useMemo, useState } from 'react';
import { useLive } from '../../../state/hub.tsx';
import { useMessages } from '../../../state/messages.tsx';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import type { PresetItem } from '../use-presets.ts';
import { type Filled, useFill } from './use-fill.ts';
import { freeName, initialValues, isServerName, type Values } from './values.ts';

/** The fields of a preset's page, and what the hub makes of them. */
export function usePresetForm(preset: PresetItem) {
  const { form: words } = useMessages().presets;
  const { state } = useLive();
  const [values, setValues] = useState<Values>(() => initialValues(preset.parameters));
  const [ownName, setOwnName] = useState<string>();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isAsked, setIsAsked] = useState(false);
  const free = freeName(preset.id, state?.servers.map(({ id }) => id) ?? []);
  const name = ownName ?? free;
  const isNamed = isServerName(name.trim());
  const id = isNamed ? name.trim() : free;
  const filled: Filled = useMemo(
    () => ({ preset: preset.id, id, values }),
    [preset.id, id, values],
  );
  const { shown, isCurrent, error } = useFill(filled);
  const problems = new Map(shown?.problems.map(({ parameter, text }) => [parameter, text]));
  if (!isNamed) problems.set('id', words.nameRule);
  const isSeen = (field: string) => isAsked || left.has(field);
  return {
    values,
    name,
    filled,
    shown,
    isCurrent,
    error,
    kept: useKeptSecrets(preset),
    set: (field: string, value: string | boolean) =>
      setValues((before) => ({ ...before, [field]: value })),
    setName: setOwnName,
    /** What a person has not come to yet is not called wrong. */
    leave: (field: string) => setLeft((before) => new Set(before).add(field)),
    problemOf: (field: string) => (isSeen(field) ? problems.get(field) : undefined),
    /** The digest of what is shown, if it may be run; shows what is wrong where it may not. */
    check(): string | undefined {
      setIsAsked(true);
      return isCurrent && problems.size === 0 ? shown?.digest : undefined;
    },
  };
}

function useKeptSecrets({ parameters }: PresetItem) {
  const enabled = parameters.some(({ type }) => type === 'secret');
  const { data } = useHubQuery(['secrets'], (hub) => hub.secrets.list(), { enabled });
  return data?.filter(({ source }) => source !== 'missing') ?? [];
}
