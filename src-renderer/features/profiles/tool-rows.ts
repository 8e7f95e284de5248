import type { ServerView } from '../../../src-shared/domain/hub-state.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { createWhyHidden, type Hidden } from './edit-profile.ts';
import type { ProfileTool } from './use-profiles.ts';

export interface SwitchedTool extends ProfileTool {
  /** Undefined where the profile shows it. */
  hidden: Hidden | undefined;
  /** Whether that is different from what is saved. */
  isChanged: boolean;
}

export type ToolRow =
  | { kind: 'tool'; key: string; tool: SwitchedTool; place: number }
  | ({ kind: 'server'; key: string } & ServerRow);

export interface ServerRow {
  server: string;
  isIn: boolean;
  tools: number;
  shown: number;
  tokens: number;
  shownTokens: number;
  /** Why there is nothing to choose. */
  note: 'unknown' | 'disabled' | 'gone' | undefined;
}

export type Show = 'all' | 'shown' | 'hidden' | 'changed';

/** Every tool as a draft has it. */
export function switchTools(
  tools: readonly ProfileTool[],
  draft: Profile,
  saved: Profile,
): SwitchedTool[] {
  const why = createWhyHidden(draft);
  const was = createWhyHidden(saved);
  return tools.map((tool) => {
    const hidden = why(tool);
    const isChanged = (hidden === undefined) !== (was(tool) === undefined);
    return { ...tool, hidden, isChanged };
  });
}

export function filterTools(
  tools: readonly SwitchedTool[],
  { text, show }: { text: string; show: Show },
): SwitchedTool[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return tools.filter(({ name, description = '', hidden, isChanged }) => {
    const all = `${name} ${description}`.toLowerCase();
    const isOfKind =
      show === 'all' ||
      (show === 'shown' && !hidden) ||
      (show === 'hidden' && hidden !== undefined) ||
      (show === 'changed' && isChanged);
    return isOfKind && words.every((word) => all.includes(word));
  });
}

interface Grouping {
  servers: readonly Pick<ServerView, 'id' | 'health' | 'surface'>[];
  draft: Profile;
  closed: ReadonlySet<string>;
  /** Of the tools of a server: the costliest first. */
  byTokens: boolean;
  /** With a search, servers without a hit stay out. */
  isNarrowed: boolean;
}

/** The tools under their servers, in the registry's order. */
export function groupTools(
  all: readonly SwitchedTool[],
  found: readonly SwitchedTool[],
  grouping: Grouping,
): ToolRow[] {
  const { closed, byTokens, isNarrowed } = grouping;
  const everyTool = Map.groupBy(all, ({ server }) => server);
  const hits = Map.groupBy(found, ({ server }) => server);
  return serverNames(grouping, [...everyTool.keys()]).flatMap((server) => {
    const own = hits.get(server) ?? [];
    if (isNarrowed && own.length === 0) return [];
    const head = serverRow(server, everyTool.get(server) ?? [], grouping);
    const listed = byTokens ? own.toSorted((a, b) => b.tokens - a.tokens) : own;
    const tools = closed.has(server) && !isNarrowed ? [] : listed;
    return [{ kind: 'server' as const, key: `server ${server}`, ...head }, ...tools.map(rowOf)];
  });
}

/** What is seen, one after the other. */
export function flatTools(found: readonly SwitchedTool[], byTokens: boolean): ToolRow[] {
  const rows = found.map(rowOf);
  if (!byTokens) return rows;
  return rows.toSorted((a, b) => tokensOf(b) - tokensOf(a));
}

function tokensOf(row: ToolRow): number {
  return row.kind === 'tool' ? row.tool.tokens : 0;
}

function rowOf(tool: SwitchedTool, index: number): ToolRow {
  return { kind: 'tool', key: `${tool.server} ${tool.upstreamName}`, tool, place: index + 1 };
}

/** Also those that the profile names and that are not there any more. */
function serverNames({ servers, draft }: Grouping, ofTools: readonly string[]): string[] {
  const named = draft.servers === '*' ? [] : draft.servers;
  return [...new Set([...servers.map(({ id }) => id), ...ofTools, ...named])];
}

function serverRow(
  server: string,
  tools: readonly SwitchedTool[],
  { servers, draft }: Grouping,
): ServerRow {
  const view = servers.find(({ id }) => id === server);
  const shown = tools.filter(({ hidden }) => !hidden);
  return {
    server,
    isIn: draft.servers === '*' || draft.servers.includes(server),
    tools: tools.length,
    shown: shown.length,
    tokens: sumOf(tools),
    shownTokens: sumOf(shown),
    note: noteOf(view),
  };
}

function noteOf(view: Grouping['servers'][number] | undefined): ServerRow['note'] {
  if (!view) return 'gone';
  if (view.health.phase === 'disabled') return 'disabled';
  return view.surface ? undefined : 'unknown';
}

export function sumOf(tools: readonly Pick<ProfileTool, 'tokens'>[]): number {
  return tools.reduce((sum, { tokens }) => sum + tokens, 0);
}
