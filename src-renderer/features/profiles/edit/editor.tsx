import { useHotkeys } from '@mantine/hooks';
import { useRef } from 'react';
import { useLive } from '../../../state/hub.tsx';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { useUrlState } from '../../../state/use-url-state.ts';
import { Button } from '../../../ui/button.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { ListSkeleton } from '../../../ui/list-skeleton.tsx';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { sumOf, switchTools } from '../tool-rows.ts';
import { useDraft } from '../use-draft.ts';
import { useSave } from '../use-profile-actions.ts';
import type { ProfileView } from '../use-profiles.ts';
import { Budget } from './budget.tsx';
import { Changes } from './changes.tsx';
import { Patterns } from './patterns.tsx';
import { ToolsPart } from './tools-part.tsx';
import { Users } from './users.tsx';

interface EditorProps {
  view: ProfileView;
  /** Names that are taken. */
  others: readonly string[];
}

/** A profile as it would be, before it is saved. */
export function Editor({ view, others }: EditorProps) {
  const { profiles } = useMessages();
  const { state } = useLive();
  const [text, setText] = useUrlState('q');
  const [client, setClient] = useUrlState('as');
  const draft = useDraft(view.name, view.profile);
  const save = useSave();
  const { data, error, refetch } = useTools(view.name, draft.profile);
  const tools = data && switchTools(data.tools, draft.profile, view.profile);
  const run = () => draft.isChanged && save.run({ before: view, profile: draft.profile });
  useHotkeys([['mod+S', run]], []);
  return (
    <PageFrame
      title={view.name}
      wide
      state={tools && <Total tools={tools} isChanged={draft.isChanged} />}
      search={<SearchField value={text} onChange={setText} label={profiles.searchTools} />}
      actions={
        draft.isChanged && (
          <>
            <Button onClick={draft.discard}>{profiles.discard}</Button>
            <Button look="primary" busy={save.busy} onClick={run}>
              {save.busy ? profiles.saving : profiles.save}
            </Button>
          </>
        )
      }
    >
      {!tools &&
        (error ? <Failure error={error} retry={refetch} /> : <ListSkeleton label={view.name} />)}
      {tools && data && (
        <>
          <Budget tools={tools} limits={data.limits} client={client} onClient={setClient} />
          <ToolsPart
            tools={tools}
            servers={state?.servers ?? []}
            draft={draft}
            saved={view.profile}
            text={text}
            limit={data.limits.find((one) => one.client === client)}
          />
          <Patterns key={view.name} draft={draft} />
          <Users view={view} others={others} />
        </>
      )}
    </PageFrame>
  );
}

/** How much is seen, and how different that is from what is saved. */
function Total({
  tools,
  isChanged,
}: {
  tools: ReturnType<typeof switchTools>;
  isChanged: boolean;
}) {
  const { profiles, common } = useMessages();
  const { number, compact } = useFormats();
  const shown = tools.filter(({ hidden }) => !hidden);
  const tokens = common.tokens(compact(sumOf(shown)));
  return (
    <>
      {isChanged && <Changes tools={tools} />}
      <span>{profiles.state(common.tools(shown.length, number(shown.length)), tokens)}</span>
    </>
  );
}

/** Names depend on which servers are seen together; what is hidden is told by `whyHidden`. */
function useTools(name: string, { servers }: ProfileView['profile']) {
  const query = useHubQuery(['profiles', 'view', name, servers], (hub, signal) =>
    hub.profiles.view({ name, draft: { servers } }, { signal }),
  );
  const last = useRef(query.data);
  if (query.data) last.current = query.data;
  return { ...query, data: query.data ?? last.current };
}
