import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, useRef } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import classes from './add.module.css';
import { AddByBundle } from './add-by-bundle.tsx';
import { AddByForm } from './add-by-form.tsx';
import { AddByImport } from './add-by-import.tsx';
import { AddByText } from './add-by-text.tsx';

const ways = ['command', 'url', 'paste', 'import', 'bundle'] as const;
type Way = (typeof ways)[number];

interface AddDialogProps {
  /** As it stands in the address. */
  way: string;
  onWay(way: Way): void;
  onClose(): void;
}

/** Every way to add a server; whichever it is, what will run is shown before. */
export function AddDialog({ way, onWay, onClose }: AddDialogProps) {
  const { ways: words } = useMessages().servers;
  const current = ways.find((one) => one === way) ?? 'command';
  return (
    <Dialog title={words.title} onClose={onClose} size="medium">
      <div className={classes.ways}>
        <Ways current={current} onWay={onWay} />
        <Link to="/presets" className={classes.way}>
          {words.presets}
        </Link>
      </div>
      <div role="tabpanel" id="add-way" aria-label={words[current]}>
        {current === 'command' && <AddByForm key="command" kind="stdio" onClose={onClose} />}
        {current === 'url' && <AddByForm key="url" kind="http" onClose={onClose} />}
        {current === 'paste' && <AddByText onClose={onClose} />}
        {current === 'import' && <AddByImport onClose={onClose} />}
        {current === 'bundle' && <AddByBundle onClose={onClose} />}
      </div>
    </Dialog>
  );
}

function Ways({ current, onWay }: { current: Way; onWay(way: Way): void }) {
  const { ways: words } = useMessages().servers;
  const list = useRef<HTMLDivElement>(null);
  const press = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = (ways.indexOf(current) + step + ways.length) % ways.length;
    onWay(ways[next] ?? current);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={words.label} onKeyDown={press}>
      {ways.map((way) => (
        <button
          key={way}
          type="button"
          role="tab"
          aria-selected={way === current}
          aria-controls="add-way"
          tabIndex={way === current ? 0 : -1}
          className={classes.way}
          onClick={() => onWay(way)}
        >
          {words[way]}
        </button>
      ))}
    </div>
  );
}
