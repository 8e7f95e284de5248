import { useEffect, useMemo, useRef, useState } from 'react';
import { useLive } from '../../state/hub.tsx';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { Explained } from '../../ui/explained.tsx';
import { Failure } from '../../ui/failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { ActingFields } from './acting-fields.tsx';
import { BrokenServers } from './broken-servers.tsx';
import { CallPane } from './call-pane.tsx';
import { FieldsPane } from './fields-pane.tsx';
import { lookAtServers } from './look-at-servers.ts';
import classes from './page.module.css';
import { PageOutline } from './page-outline.tsx';
import paneClasses from './pane.module.css';
import { Picker } from './picker.tsx';
import { type SavedCall, useSavedCalls } from './saved-calls.ts';
import { ThingHead } from './thing-head.tsx';
import { type Thing, thingsOf } from './things.ts';
import { type Acting, useActing } from './use-acting.ts';
import { useSelection } from './use-selection.ts';

/** Lets a person be the client: call what servers offer, see all that happens, answer what they ask. */
export function Page() {
  const { pages } = useMessages().frame;
  const { state: text } = useMessages().playground;
  const { number } = useFormats();
  const { acting, ...fields } = useActing();
  const { data, error, isLoading, refetch } = useSurface(acting.profile);
  const things = useMemo(() => (data ? thingsOf(data) : []), [data]);
  const state = data && text.offers(things.length, number(things.length));
  const live = useLive();
  const { broken, hasUnseen } = lookAtServers(live.state?.servers ?? []);
  // What is wrong is known before the list has waited its time.
  const isWaiting = isLoading && (broken.length === 0 || hasUnseen);
  return (
    <PageFrame title={pages.playground} state={state} actions={<ActingFields {...fields} />} wide>
      <BrokenServers servers={broken} isBrief={things.length > 0 || isWaiting} />
      {isWaiting && <PageOutline />}
      {error && !data ? <Failure error={error} retry={refetch} /> : null}
      {data && things.length === 0 && broken.length === 0 && (
        <Explained
          what={text.nothing}
          action={<LinkButton to="/presets">{text.addServer}</LinkButton>}
        />
      )}
      {things.length > 0 && <Workbench things={things} acting={acting} />}
    </PageFrame>
  );
}

function Workbench({ things, acting }: { things: readonly Thing[]; acting: Acting }) {
  const { selection, args, select } = useSelection();
  const { calls } = useSavedCalls();
  const [replay, setReplay] = useState<{ call: SavedCall; runs: boolean; count: number }>();
  const thing = things.find(({ kind, id }) => kind === selection?.kind && id === selection.id);
  const open = (call: SavedCall, runs: boolean) => {
    setReplay({ call, runs, count: (replay?.count ?? 0) + 1 });
    select({ kind: 'tool', id: call.tool }, call.arguments);
  };
  const isReplayed = replay !== undefined && replay.call.tool === thing?.id;
  return (
    <div className={classes.bench}>
      <Picker
        things={things}
        saved={calls}
        selection={selection}
        onThing={(chosen) => {
          setReplay(undefined);
          select(chosen);
        }}
        onCall={(call) => open(call, false)}
      />
      <div className={paneClasses.pane}>
        {!thing && <NothingChosen missing={selection?.id} />}
        {thing && <ThingHead thing={thing} />}
        {thing?.kind === 'tool' && (
          <CallPane
            key={`${thing.id} ${isReplayed ? replay.count : ''}`}
            tool={thing}
            acting={acting}
            initial={(isReplayed ? replay.call.arguments : args) ?? {}}
            runsAtOnce={isReplayed && replay.runs}
            onReplay={(call) => open(call, true)}
          />
        )}
        {thing && thing.kind !== 'tool' && (
          <FieldsPane key={`${thing.kind} ${thing.id}`} thing={thing} acting={acting} />
        )}
      </div>
    </div>
  );
}

function NothingChosen({ missing }: { missing: string | undefined }) {
  const { state } = useMessages().playground;
  return <Explained what={missing === undefined ? state.choose : state.missing(missing)} />;
}

/** What a session of the profile could use; asked again when a server offers something else. */
function useSurface(profile = 'default') {
  const { state } = useLive();
  const surface = useHubQuery(['playground', 'surface', profile], (hub) =>
    hub.playground.surface({ profile }),
  );
  const { refetch } = surface;
  const version = (state?.servers ?? [])
    .map((server) => `${server.id} ${server.surface?.fetchedAt ?? 0}`)
    .join();
  const known = useRef(version);
  useEffect(() => {
    if (known.current === version) return;
    known.current = version;
    refetch();
  }, [version, refetch]);
  return surface;
}
