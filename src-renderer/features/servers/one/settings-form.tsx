import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { ThrownRefusal } from '../../../ui/refusal.tsx';
import { showToast } from '../../../ui/toasts.tsx';
import type { Entry } from '../entry/entry.ts';
import classes from './one.module.css';
import { checkSettings, type SettingKey, settingsOf, withSettings } from './server-settings.ts';
import { useUpdate } from './use-update.ts';

/** How a server is started, shared, limited and stopped. */
export function SettingsForm({ server, entry }: { server: ServerView; entry: Entry }) {
  const { servers: words, common } = useMessages();
  const initial = settingsOf(entry);
  const [settings, setSettings] = useState(initial);
  const problems = checkSettings(settings, words.problems);
  const update = useUpdate(server, {
    onDone: () => showToast(words.environment.saved(server.id)),
    onError: () => undefined,
  });
  const isChanged = JSON.stringify(settings) !== JSON.stringify(initial);
  const field = (key: SettingKey) => ({
    label: words.settings[labels[key]],
    value: settings[key],
    error: problems[key],
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as Order,
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setSettings((now) => ({ ...now, [key]: value })),
  });
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (Object.keys(problems).length === 0) {
          update.run((now) => withSettings(now, settings));
        }
      }}
    >
      <div className={classes.two}>
        <TextInput {...field('title')} description={words.settings.titleHint} />
        <NativeSelect {...field('scope')} data={choices(words.scopes, 'auto')} />
        <NativeSelect
          {...field('start')}
          data={[
            { value: '', label: words.settings.startOnDemand },
            { value: 'eager', label: words.settings.startEager },
          ]}
        />
        <TextInput {...field('idle_stop')} description={words.settings.idleStopHint} />
        <TextInput {...field('start_timeout')} description={words.settings.startTimeoutHint} />
        <TextInput {...field('call_timeout')} description={words.settings.callTimeoutHint} />
        <TextInput
          {...field('max_concurrent')}
          description={words.settings.maxConcurrentHint}
          inputMode="numeric"
        />
        {server.transport !== 'sse' && (
          <NativeSelect
            {...field('era')}
            data={[
              { value: '', label: words.settings.eraAuto },
              { value: 'legacy', label: words.settings.eraLegacy },
              { value: 'modern', label: words.settings.eraModern },
            ]}
          />
        )}
      </div>
      <ThrownRefusal error={update.error} />
      <div className={classes.actions} data-action>
        <Button type="submit" look="primary" disabled={!isChanged} busy={update.busy}>
          {words.settings.save}
        </Button>
        {isChanged && <Button onClick={() => setSettings(initial)}>{common.cancel}</Button>}
      </div>
    </form>
  );
}

type Order = ('label' | 'input' | 'description' | 'error')[];

const labels = {
  title: 'title',
  scope: 'scope',
  start: 'start',
  idle_stop: 'idleStop',
  start_timeout: 'startTimeout',
  call_timeout: 'callTimeout',
  max_concurrent: 'maxConcurrent',
  era: 'era',
} as const satisfies Record<SettingKey, string>;

/** The default is chosen by writing nothing. */
function choices(words: Readonly<Record<string, string>>, byDefault: string) {
  return Object.entries(words).map(([value, label]) => ({
    value: value === byDefault ? '' : value,
    label,
  }));
}
