import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import classes from './acting-fields.module.css';

interface ActingFieldsProps {
  profile: string;
  project: string;
  setProfile(profile: string): void;
  setProject(project: string): void;
}

/** As which client the page calls: what it may see, and the folder that it has open. */
export function ActingFields({ profile, project, setProfile, setProject }: ActingFieldsProps) {
  const { acting } = useMessages().playground;
  const { data = [] } = useHubQuery(['profiles', 'list'], (hub) => hub.profiles.list());
  const names = [...new Set(['default', ...data.map(({ name }) => name), profile])];
  // Each change of the folder is another client: it is taken when the field is left.
  const [folder, setFolder] = useState(project);
  useEffect(() => setFolder(project), [project]);
  return (
    <>
      {names.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label={acting.profile}
          title={acting.profile}
          value={profile}
          data={names}
          onChange={({ currentTarget }) => setProfile(currentTarget.value)}
        />
      )}
      <TextInput
        size="xs"
        className={classes.folder}
        aria-label={acting.project}
        title={acting.projectWhy}
        placeholder={acting.project}
        spellCheck={false}
        value={folder}
        onChange={({ currentTarget }) => setFolder(currentTarget.value)}
        onBlur={() => setProject(folder)}
        onKeyDown={({ key }) => key === 'Enter' && setProject(folder)}
      />
    </>
  );
}
