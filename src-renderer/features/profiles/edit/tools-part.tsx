import { useState } from 'react';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import type { Profile } from '../../../../src-shared/domain/profile.ts';
import { useMessages } from '../../../state/messages.tsx';
import { useUrlState } from '../../../state/use-url-state.ts';
import { Explained } from '../../../ui/explained.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Section } from '../../../ui/section.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { canShow, setServer, setTools } from '../edit-profile.ts';
import { filterTools, flatTools, groupTools, type Show, type SwitchedTool } from '../tool-rows.ts';
import type { Draft } from '../use-draft.ts';
import type { ClientLimit } from '../use-profiles.ts';
import { FoundActions } from './found-actions.tsx';
import classes from './tools-part.module.css';
import { ToolsTable } from './tools-table.tsx';

interface ToolsPartProps {
  tools: readonly SwitchedTool[];
  servers: readonly ServerView[];
  draft: Draft;
  saved: Profile;
  text: string;
  limit: ClientLimit | undefined;
}

/** Every tool with a switch; or what is seen, exactly as a client sees it. */
export function ToolsPart({ tools, servers, draft, saved, text, limit }: ToolsPartProps) {
  const { profiles } = useMessages();
  const [shownAs, setShow] = useUrlState('show', 'all');
  const [sort, setSort] = useUrlState('sort');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const show = shows.find((one) => one === shownAs) ?? 'all';
  const byTokens = sort === '-tokens';
  const found = filterTools(tools, { text, show });
  const isFlat = show === 'shown';
  const { profile } = draft;
  const rows = isFlat
    ? flatTools(found, byTokens)
    : groupTools(tools, found, {
        ...{ servers, draft: profile, closed, byTokens },
        isNarrowed: text !== '' || show !== 'all',
      });
  const known = servers.map(({ id }) => id);
  return (
    <Section
      id="tools"
      title={profiles.servers.title}
      {...(isFlat && limit && { aside: profiles.seenBy(limit.label) })}
      action={text !== '' && !isFlat && <FoundActions found={found} draft={draft} />}
    >
      <div className={classes.bar}>
        <WhichServers draft={draft} saved={saved} known={known} />
        <Segments
          label={profiles.show.label}
          options={shows.map((id) => ({ id, text: profiles.show[id] }))}
          value={show}
          onChange={setShow}
        />
      </div>
      {rows.length === 0 ? (
        <NothingHere hasTools={tools.length > 0} />
      ) : (
        <ToolsTable
          rows={rows}
          isFlat={isFlat}
          limit={limit}
          sort={sort}
          onSort={(next) => setSort(next === 'tokens' && !byTokens ? '-tokens' : '')}
          onServer={(server, isIn) => draft.change(setServer(profile, { server, isIn }, known))}
          onFold={(server) => setClosed(toggled(closed, server))}
          isClosed={(server) => closed.has(server)}
          onTool={(tool) => draft.change(switched(profile, tool))}
        />
      )}
    </Section>
  );
}

const shows: readonly Show[] = ['all', 'shown', 'hidden', 'changed'];

function switched(profile: Profile, { name, hidden }: SwitchedTool): Profile {
  if (hidden && !canShow(hidden)) return profile;
  return setTools(profile, [name], hidden !== undefined);
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}

interface WhichServersProps {
  draft: Draft;
  saved: Profile;
  known: readonly string[];
}

/** Going back to a list takes the one that is saved, else all that there are. */
function WhichServers({ draft, saved, known }: WhichServersProps) {
  const { servers } = useMessages().profiles;
  const { profile, change } = draft;
  const list = saved.servers === '*' ? [...known] : saved.servers;
  return (
    <Segments
      label={servers.which}
      options={[
        { id: 'all', text: servers.all },
        { id: 'some', text: servers.some },
      ]}
      value={profile.servers === '*' ? 'all' : 'some'}
      onChange={(id) => change({ ...profile, servers: id === 'all' ? '*' : list })}
    />
  );
}

function NothingHere({ hasTools }: { hasTools: boolean }) {
  const { profiles } = useMessages();
  if (hasTools) return <Explained what={profiles.nothingFits} />;
  return (
    <Explained
      what={profiles.noTools}
      action={<LinkButton to="/servers">{profiles.toServers}</LinkButton>}
    />
  );
}
