import { useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { Button } from '../../ui/button.tsx';
import { Explained } from '../../ui/explained.tsx';
import { Failure } from '../../ui/failure.tsx';
import { ListSkeleton } from '../../ui/list-skeleton.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { freeName } from './free-name.ts';
import { NameDialog } from './name-dialog.tsx';
import { ProfilesTable } from './profiles-table.tsx';
import { useCreate } from './use-profile-actions.ts';
import { type ProfileView, useProfiles } from './use-profiles.ts';

/** What there is to choose from for clients, and what each costs a model. */
export function Page() {
  const { profiles, frame } = useMessages();
  const { data, error, refetch } = useProfiles();
  const [wanted, setWanted] = useUrlState('new');
  const [origin, setOrigin] = useState<ProfileView>();
  const create = useCreate();
  const isAsking = wanted !== '' || origin !== undefined;
  const close = () => {
    setOrigin(undefined);
    if (wanted) setWanted('');
  };
  const taken = data?.map(({ name }) => name) ?? [];
  return (
    <PageFrame
      title={frame.pages.profiles}
      wide
      actions={
        <Button look="primary" onClick={() => setWanted('yes')}>
          {profiles.create}
        </Button>
      }
    >
      {!data &&
        (error ? (
          <Failure error={error} retry={refetch} />
        ) : (
          <ListSkeleton label={profiles.table} />
        ))}
      {data && <ProfilesTable profiles={data} onDuplicate={setOrigin} />}
      {data?.length === 1 && <Explained what={profiles.why}>{profiles.whyMore}</Explained>}
      {isAsking && data && (
        <NameDialog
          title={origin ? profiles.name.duplicateTitle(origin.name) : profiles.name.createTitle}
          action={origin ? profiles.name.duplicate : profiles.name.create}
          initial={origin ? freeName(origin.name, taken) : ''}
          taken={taken}
          busy={create.busy}
          onName={(name) => create.run({ name, profile: origin?.profile ?? { servers: '*' } })}
          onClose={close}
        />
      )}
    </PageFrame>
  );
}
