import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { HubClient } from '../../../state/carrier.ts';
import { useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { Button } from '../../../ui/button.tsx';
import { ThrownRefusal } from '../../../ui/refusal.tsx';
import { showToast } from '../../../ui/toasts.tsx';
import { DefinitionFields, FolderField, ScopeField } from '../entry/definition-fields.tsx';
import { type DraftKind, emptyDraft, type Filled } from '../entry/draft.ts';
import type { Entry } from '../entry/entry.ts';
import { RunsView } from '../entry/runs-view.tsx';
import { suggestId } from '../entry/suggest-id.ts';
import { useDraft } from '../entry/use-draft.ts';
import classes from './add.module.css';
import { TryResult } from './try-result.tsx';
import { useTry } from './use-try.ts';

/** A server by its command or URL: filled in, looked at, tried, added. */
export function AddByForm({ kind, onClose }: { kind: DraftKind; onClose(): void }) {
  const { servers: words, common } = useMessages();
  const form = useDraft(emptyDraft(kind));
  const [ownId, setOwnId] = useState<string>();
  const { draft, filled, problems } = useNamed(form, ownId);
  const trial = useTry(tryTyped);
  const add = useAdd(onClose);
  const tried = { id: draft.id, entry: filled.entry, secrets: secretsIn(filled) };
  const tryState = trial.of(tried);
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (form.check()) add.run({ id: draft.id, filled });
      }}
    >
      <DefinitionFields
        draft={draft}
        onChange={form.set}
        problems={problems}
        secrets={form.secrets}
      />
      <TextInput
        label={words.fields.name}
        description={words.fields.nameHint}
        classNames={{ input: classes.mono ?? '' }}
        autoComplete="off"
        value={draft.id}
        error={problems.id}
        onChange={({ currentTarget: { value } }) => {
          setOwnId(value);
          form.set({ id: value });
        }}
      />
      <details className={classes.more}>
        <summary>{words.fields.more}</summary>
        {kind === 'stdio' && <FolderField draft={draft} onChange={form.set} problems={problems} />}
        <ScopeField draft={draft} onChange={form.set} />
      </details>
      <RunsView entry={filled.entry} />
      <TryResult state={tryState} />
      <ThrownRefusal error={add.error} />
      <div className={classes.actions}>
        <span className={classes.note}>{words.try.why}</span>
        {tryState.phase === 'running' ? (
          <Button onClick={trial.cancel}>{common.cancel}</Button>
        ) : (
          <Button onClick={() => form.check() && trial.start(tried)}>
            {tryState.phase === 'done' ? words.try.again : words.try.run}
          </Button>
        )}
        <Button type="submit" look="primary" busy={add.busy}>
          {add.busy ? words.adding : kind === 'stdio' ? words.confirm : words.confirmUrl}
        </Button>
      </div>
    </form>
  );
}

/** Until a person names it, it is called after what it runs. */
function useNamed(form: ReturnType<typeof useDraft>, ownId: string | undefined) {
  const id = ownId ?? suggestId(form.draft, form.others);
  if (id !== form.draft.id) form.set({ id });
  return form;
}

interface Typed {
  id: string;
  entry: Entry;
  secrets: Record<string, string>;
}

function tryTyped(hub: HubClient, typed: Typed, options: { signal: AbortSignal }) {
  return hub.presets.tryEntry(typed, options);
}

function secretsIn({ secrets }: Filled): Record<string, string> {
  return Object.fromEntries(secrets.map(({ name, secret }) => [name, secret]));
}

/** Secrets first, so that nothing waits for them; then it is started, to see what it offers. */
function useAdd(onClose: () => void) {
  const { servers: words } = useMessages();
  const navigate = useNavigate();
  return useAction(addServer, {
    onDone: (_, { id }) => {
      onClose();
      showToast(words.added(id));
      void navigate({ to: `/servers/${id}` });
    },
    onError: () => undefined,
  });
}

async function addServer(hub: HubClient, { id, filled }: { id: string; filled: Filled }) {
  for (const secret of filled.secrets) await hub.secrets.set(secret);
  await hub.servers.add({ id, entry: filled.entry });
  // How that goes, its state says.
  hub.servers.start({ id }).catch(() => undefined);
}
