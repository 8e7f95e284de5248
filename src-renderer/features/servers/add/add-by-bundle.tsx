import { FileButton } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { BundleForm } from '../../../ui/bundle/bundle-form.tsx';
import { BundleOutline } from '../../../ui/bundle/bundle-outline.tsx';
import { Button } from '../../../ui/button.tsx';
import { Refusal, ThrownRefusal } from '../../../ui/refusal.tsx';
import { showToast } from '../../../ui/toasts.tsx';
import classes from './add.module.css';
import { useInspect } from './use-inspect.ts';

/** A server out of a `.mcpb` file that a person chooses or drops here. */
export function AddByBundle({ onClose }: { onClose(): void }) {
  const { bundles: words, presets } = useMessages();
  const { state, open } = useInspect();
  const added = (id: string) => {
    showToast(presets.added(id));
    onClose();
  };
  return (
    <div className={classes.form}>
      <Choose hasFile={state.phase === 'seen'} onFile={open} />
      {state.phase === 'not-one' && <Refusal>{words.notBundle(state.name)}</Refusal>}
      {state.phase === 'failed' && <ThrownRefusal error={state.error} />}
      {state.phase === 'reading' && <BundleOutline />}
      {state.phase === 'seen' && (
        <BundleForm key={state.facts.bundle} facts={state.facts} onAdded={added} />
      )}
    </div>
  );
}

interface ChooseProps {
  hasFile: boolean;
  onFile(file: File): void;
}

function Choose({ hasFile, onFile }: ChooseProps) {
  const { bundles: words } = useMessages();
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has the button for its keyboard way
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <FileButton accept=".mcpb" onChange={(file) => file && onFile(file)}>
        {({ onClick }) => (
          <Button onClick={onClick} autofocus>
            {hasFile ? words.another : words.choose}
          </Button>
        )}
      </FileButton>
      {!hasFile && <span className={classes.quiet}>{words.hint}</span>}
    </div>
  );
}
