import { useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { ThrownRefusal } from '../../ui/refusal.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { cautionOf } from './caution-of.ts';
import { Facts } from './facts.tsx';
import type { Setting } from './setting.ts';
import { SettingField } from './setting-field.tsx';
import { isChange, readText } from './setting-text.ts';
import classes from './settings.module.css';
import type { Drafts } from './use-drafts.ts';

interface SettingRowProps {
  setting: Setting;
  explanation: string;
  drafts: Drafts;
}

/** One key: what it does, its value, what else is to know about it, and why a value was refused. */
export function SettingRow({ setting, explanation, drafts }: SettingRowProps) {
  const { settings: words, common } = useMessages();
  const { key, kind, written } = setting;
  const text = drafts.textOf(setting);
  const { save, undo } = useSave(key);
  const isChanged = isChange(setting, text);
  const id = `setting-${key}`;
  const put = (value: unknown) =>
    save.run({ changes: [{ key, value }, ...drafts.withIt(key)], before: written });
  const unset = () => {
    // What has consequences is said before it is saved.
    if (cautionOf(key, '', words)) drafts.set(setting, '');
    else put(null);
  };
  return (
    <form
      className={classes.row}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && !save.busy) put(readText(kind, text));
      }}
    >
      <div className={classes.what}>
        <label htmlFor={id}>
          <code>{key}</code>
        </label>
        <p id={`${id}-about`}>{explanation}</p>
      </div>
      <div className={classes.control}>
        <div className={classes.edit}>
          <SettingField
            id={id}
            setting={setting}
            text={text}
            isRefused={Boolean(save.error)}
            onChange={(next) => {
              save.forget();
              drafts.set(setting, next);
            }}
          />
          {isChanged && (
            <>
              <Button type="submit" look="primary" busy={save.busy} label={words.saveKey(key)}>
                {save.busy ? words.saving : words.save}
              </Button>
              <Button
                look="quiet"
                label={words.cancelKey(key)}
                onClick={() => {
                  save.forget();
                  drafts.drop(key);
                }}
              >
                {common.cancel}
              </Button>
            </>
          )}
          {!isChanged && written !== undefined && (
            <Button
              look="quiet"
              busy={save.busy || undo.busy}
              label={words.unsetKey(key)}
              onClick={unset}
            >
              {words.unset}
            </Button>
          )}
        </div>
        <ThrownRefusal id={`${id}-refused`} error={save.error} />
        <Facts setting={setting} text={text} isChanged={isChanged} />
      </div>
    </form>
  );
}

interface Save {
  changes: { key: string; value: unknown }[];
  /** What was written when the save was asked for. */
  before: unknown;
}

/** Writes keys together; the toast takes this one back. */
function useSave(key: string) {
  const { settings: words } = useMessages();
  const undo = useAction((hub, value: unknown) => hub.settings.set({ key, value }));
  const save = useAction(
    (hub, { changes: [first, ...more] }: Save) =>
      hub.settings.set({ key, value: first?.value ?? null, ...(more.length > 0 && { more }) }),
    {
      onDone: (_, { changes: [first, ...more], before }) => {
        const said = first?.value === null ? words.tookOut(key) : words.wrote(key);
        // What holds only together cannot be taken back alone.
        showToast(said, more.length === 0 ? () => undo.run(before ?? null) : undefined);
      },
      onError: () => undefined,
    },
  );
  return { save, undo };
}
