import { useMemo, useState } from 'react';
import type { PresetParameter } from '../../../src-shared/domain/preset.ts';
import { useLive } from '../../state/hub.tsx';
import { useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { problemText } from './problem-text.ts';
import { type Filled, type SlotCalls, useFill } from './use-fill.ts';
import { filledByLink, freeName, initialValues, isServerName, type Values } from './values.ts';

export interface SlotSource {
  parameters: readonly PresetParameter[];
  calls: SlotCalls;
  /** What the server is to be called, with a number where that is taken. */
  wantedName: string;
  /** The server that is to be replaced. */
  replacedName?: string | undefined;
  /** What a link has filled in. */
  given?: Readonly<Record<string, string>>;
}

/** The fields of a preset or a bundle, and what the hub makes of them. */
export function useSlotForm({ parameters, calls, wantedName, replacedName, given }: SlotSource) {
  const { form: words } = useMessages().presets;
  const { state } = useLive();
  const [began] = useState<Values>(() => initialValues(parameters, given));
  const [values, setValues] = useState(began);
  const brought = filledByLink(parameters, given);
  const [ownName, setOwnName] = useState<string | undefined>(replacedName);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isAsked, setIsAsked] = useState(false);
  const free = freeName(wantedName, state?.servers.map(({ id }) => id) ?? []);
  const name = ownName ?? free;
  const isNamed = isServerName(name.trim());
  const id = isNamed ? name.trim() : free;
  const filled: Filled = useMemo(() => ({ id, values }), [id, values]);
  const { shown, isCurrent, error } = useFill(calls, filled);
  const problems = new Map(
    shown?.problems.map((problem) => [
      problem.parameter,
      problemText(problem, { parameters, id, secrets: shown.secrets, words }),
    ]),
  );
  if (!isNamed) problems.set('id', words.nameRule);
  const isSeen = (field: string) => isAsked || left.has(field);
  return {
    values,
    name,
    filled,
    shown,
    isCurrent,
    error,
    /** Until a person has put something else there. */
    isFromLink: (field: string) => brought.includes(field) && values[field] === began[field],
    kept: useKeptSecrets(parameters),
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

function useKeptSecrets(parameters: readonly PresetParameter[]) {
  const enabled = parameters.some(({ type }) => type === 'secret');
  const { data } = useHubQuery(['secrets'], (hub) => hub.secrets.list(), { enabled });
  return data?.filter(({ source }) => source !== 'missing') ?? [];
}
