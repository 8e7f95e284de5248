import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toasts.tsx';
import classes from './pane.module.css';
import { type SavedCall, useSavedCalls } from './saved-calls.ts';

interface SavedListProps {
  tool: string;
  /** What is filled in now; undefined where it cannot be saved. */
  filled: Record<string, unknown> | undefined;
  onReplay(call: SavedCall): void;
}

/** Calls of a tool that are kept: name, tool and arguments, never what came of them. */
export function SavedList({ tool, filled, onReplay }: SavedListProps) {
  const { saved } = useMessages().playground;
  const common = useMessages().common;
  const { calls, save, remove } = useSavedCalls();
  const mine = calls.filter((call) => call.tool === tool);
  const forget = (call: SavedCall) => {
    remove(call.name);
    showToast(saved.removed(call.name), () => save(call));
  };
  return (
    <section className={classes.saved} aria-label={saved.title}>
      <SaveField tool={tool} onSave={(name) => filled && save({ name, tool, arguments: filled })} />
      {mine.length > 0 && (
        <ul>
          {mine.map((call) => (
            <li key={call.name}>
              <span className={classes.savedName}>{call.name}</span>
              <Button look="quiet" label={saved.replayOf(call.name)} onClick={() => onReplay(call)}>
                {saved.replay}
              </Button>
              <Button look="quiet" label={saved.removeOf(call.name)} onClick={() => forget(call)}>
                {common.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A button, and once it is pressed a field for the name. */
function SaveField({ tool, onSave }: { tool: string; onSave(name: string): void }) {
  const { saved } = useMessages().playground;
  const common = useMessages().common;
  const [name, setName] = useState<string>();
  if (name === undefined) {
    return (
      <div>
        <Button onClick={() => setName(tool)}>{saved.save}</Button>
      </div>
    );
  }
  const finish = () => {
    if (name.trim() === '') return;
    onSave(name.trim());
    setName(undefined);
  };
  return (
    <div className={classes.bar}>
      <TextInput
        size="xs"
        autoFocus
        aria-label={saved.name}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setName(undefined);
          if (event.key !== 'Enter') return;
          // It is the field's, and not the form's around it.
          event.preventDefault();
          finish();
        }}
      />
      <Button onClick={finish} disabled={name.trim() === ''}>
        {common.save}
      </Button>
      <Button look="quiet" onClick={() => setName(undefined)}>
        {common.cancel}
      </Button>
    </div>
  );
}
