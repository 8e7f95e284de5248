import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import { createFilter } from '../../../src-shared/domain/tool-filter.ts';
import type { Surface } from '../catalog/surface.ts';
import type { ViewServer } from '../catalog/view.ts';
import { itemText, type NamedItem, nameItems, type ViewOptions } from '../catalog/view.ts';

/** The catalog as profiles are shown on it. */
export interface Tools extends Pick<ViewOptions, 'naming'> {
  servers: readonly ViewServer[];
}

interface Tool {
  /** Exposed. */
  name: string;
  server: string;
  upstreamName: string;
  description: string | undefined;
  /** Estimated. */
  tokens: number;
}

export interface ProfileTool extends Tool {
  isVisible: boolean;
}

/**
 * Every tool of every server, and whether the profile shows it. A tool has the name that the profile's
 * patterns are matched with; where its server is not part of the profile, the one it has for everybody
 * (with `naming: bare` names depend on which servers are seen together).
 */
export function profileTools({ servers, naming }: Tools, profile: Profile = all): ProfileTool[] {
  const enabled = servers.filter(({ spec }) => spec.enabled);
  const isSelected = ({ id }: { id: string }) =>
    profile.servers === '*' || profile.servers.includes(id);
  const isShown = createFilter(profile.tools);
  const show = (tool: Tool): ProfileTool => {
    const isVisible = isSelected({ id: tool.server }) && isShown(tool.name);
    return { ...tool, isVisible };
  };
  if (naming === 'prefix') return enabled.flatMap(prefixedTools).map(show);
  const selected = new Map(
    bareTools(enabled.filter(isSelected)).map((tool) => [keyOf(tool), tool]),
  );
  return bareTools(enabled).map((tool) => show(selected.get(keyOf(tool)) ?? tool));
}

const all: Profile = { servers: '*' };

/** Two servers never lay claim to one prefixed name, so each is named by itself, and once. */
function prefixedTools(server: ViewServer): readonly Tool[] {
  const { surface, spec } = server;
  if (!surface) return [];
  const known = named.get(surface);
  if (known?.spec === spec && known.id === server.id) return known.tools;
  const tools = describe(nameItems([server], 'tools', { naming: 'prefix', profile: undefined }));
  named.set(surface, { id: server.id, spec, tools });
  return tools;
}

/** A server with many tools is not read through again for every profile that is looked at. */
const named = new WeakMap<Surface, { id: string; spec: ServerSpec; tools: readonly Tool[] }>();

function bareTools(servers: readonly ViewServer[]): Tool[] {
  return describe(nameItems(servers, 'tools', { naming: 'bare', profile: undefined }));
}

function describe(items: readonly NamedItem[]): Tool[] {
  return items.map(({ name, origin, text }) => ({
    name,
    server: origin.serverId,
    upstreamName: origin.name,
    description: itemText(text, 'description'),
    tokens: tokensOf(text),
  }));
}

/** About one token per four characters of JSON. */
export function tokensOf(definition: Uint8Array): number {
  return Math.ceil(Buffer.from(definition).toString().length / 4);
}

function keyOf({ server, upstreamName }: Tool): string {
  return `${server}\0${upstreamName}`;
}
