import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { Button } from '../../../ui/button.tsx';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import classes from './project-dialog.module.css';

interface FolderFormProps {
  folder: string;
  onFolder(folder: string): void;
}

/** A project's folder: typed, or one of those that were worked in lately. */
export function FolderForm({ folder, onFolder }: FolderFormProps) {
  const { project: words } = useMessages().clients;
  const [typed, setTyped] = useState(folder);
  const { data: recent = [] } = useHubQuery(['clients', 'projects'], (hub) =>
    hub.clients.projects(),
  );
  return (
    <>
      <form
        className={classes.folder}
        onSubmit={(event) => {
          event.preventDefault();
          onFolder(typed.trim());
        }}
      >
        <TextInput
          label={words.folder}
          description={words.folderHint}
          className={classes.path ?? ''}
          classNames={{ input: classes.mono ?? '' }}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={typed}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
        <Button type="submit" disabled={typed.trim() === '' || typed.trim() === folder}>
          {words.look}
        </Button>
      </form>
      {folder === '' && recent.length > 0 && (
        <section aria-label={words.recent}>
          <h3 className={classes.heading}>{words.recent}</h3>
          <ul className={classes.list}>
            {recent.map((one) => (
              <li key={one.folder}>
                <button type="button" className={classes.one} onClick={() => onFolder(one.folder)}>
                  <code>{one.folder}</code>
                  <span className={classes.quiet}>
                    <TimeAgo at={one.lastUsedAt} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
