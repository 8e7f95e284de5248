import { useMessages } from '../state/messages.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { pages } from './pages.ts';
import classes from './shortcut-list.module.css';

export function ShortcutList({ onClose }: { onClose(): void }) {
  const { shortcuts, pages: names } = useMessages().frame;
  const rows: [keys: string[], what: string][] = [
    [['Ctrl K', '⌘ K'], shortcuts.palette],
    [['?'], shortcuts.help],
    [['/'], shortcuts.search],
    [['j', '↓'], shortcuts.next],
    [['k', '↑'], shortcuts.previous],
    [['Enter'], shortcuts.openRow],
    [['Space'], shortcuts.selectRow],
    [['Esc'], shortcuts.escape],
    ...pages.map(({ id, shortcut }): [string[], string] => [
      [`g ${shortcuts.andThen} ${shortcut}`],
      shortcuts.goTo(names[id]),
    ]),
  ];
  return (
    <Dialog title={shortcuts.title} onClose={onClose}>
      <dl className={classes.list}>
        {rows.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
