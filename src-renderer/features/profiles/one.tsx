import { useParams } from '@tanstack/react-router';
import { useMessages } from '../../state/messages.tsx';
import { Explained } from '../../ui/explained.tsx';
import { Failure } from '../../ui/failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { ListSkeleton } from '../../ui/list-skeleton.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Editor } from './edit/editor.tsx';
import { useProfiles } from './use-profiles.ts';

/** One profile: what it shows, what that costs, and who has it. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { profiles } = useMessages();
  const { data, error, refetch } = useProfiles();
  const view = data?.find(({ name }) => name === id);
  if (view) return <Editor key={id} view={view} others={data?.map(({ name }) => name) ?? []} />;
  return (
    <PageFrame title={id}>
      {data && (
        <Explained
          what={profiles.unknown(id)}
          action={<LinkButton to="/profiles">{profiles.toList}</LinkButton>}
        />
      )}
      {!data && error ? <Failure error={error} retry={refetch} /> : null}
      {!data && !error && <ListSkeleton label={id} />}
    </PageFrame>
  );
}
