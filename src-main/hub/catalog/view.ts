import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import { createFilter } from '../../../src-shared/domain/tool-filter.ts';
import { findMembers, parseText } from '../../../src-shared/wire/json-scan.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';
import { splice } from '../../../src-shared/wire/splice.ts';
import { readAnswer, type ServerAnswer } from '../upstreams/server-answer.ts';
import { declares, legacyCapabilities, modernCapabilities } from './capabilities.ts';
import { exposeNames, type Naming, type Origin } from './naming.ts';
import { guessOwner } from './resource-owners.ts';
import type { Listed, ListKind, Surface } from './surface.ts';
import { legacyResult, legacyTools, mergeCaching, modernResult } from './view-results.ts';

/** A server as far as a view needs it; without a surface it is not known yet what it offers. */
export interface ViewServer {
  id: string;
  spec: ServerSpec;
  surface: Surface | undefined;
}

/**
 * The catalog as one kind of session sees it: merged lists as finished JSON text, and the tables
 * that find a name's or URI's server. Immutable; a change makes a new view.
 */
export interface View {
  /** Servers whose surface was never fetched. */
  readonly unknown: readonly string[];
  /** The lists with every item as its server gave it: whoever compares them misses no change. */
  readonly lists: Readonly<Record<ListKind, Uint8Array>>;
  /** The `result` of each list request of the legacy era: what its clients could not read is mended. */
  readonly results: Readonly<Record<ListKind, Uint8Array>>;
  /** The `result` of a list request of the modern era: the same items in the same order. */
  modernResult(kind: ListKind): Uint8Array;
  /** What a client of the legacy era is told that the servers can do. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  /** The same for one of the modern era. */
  readonly modernCapabilities: Readonly<Record<string, unknown>>;
  readonly instructions: string | undefined;
  tool(name: string): Origin | undefined;
  /** The definition of a tool, as it is listed. */
  toolText(name: string): Uint8Array | undefined;
  prompt(name: string): Origin | undefined;
  /** The server that owns a resource URI: listed, by template, by scheme, or the only one there. */
  resource(uri: string): string | undefined;
  template(uriTemplate: string): string | undefined;
  /** Whether a server is visible. */
  serves(serverId: string): boolean;
  /** The servers that declare an extension, in registry order. */
  declaring(extension: string): readonly string[];
  /** Exposed names with their origin and definition, for people. */
  named(kind: 'tools' | 'prompts'): readonly NamedItem[];
}

export interface NamedItem {
  name: string;
  /** Without the server's name: the upstream name, or the one that registry.yaml gives it. */
  bare: string;
  origin: Origin;
  text: Uint8Array;
}

export interface ViewOptions {
  servers: readonly ViewServer[];
  profile: Profile | undefined;
  /** The only servers to be seen; all of the profile where undefined. */
  allowed?: readonly string[] | undefined;
  naming: Naming;
  longestInstructions: number;
  /** What clients of the modern era are told of the hub with every list. */
  serverInfo?: object | undefined;
}

/** Merges surfaces in registry order (design.md section 6). */
export function createView(options: ViewOptions): View {
  const visible = visibleServers(options);
  const tools = nameItems(visible, 'tools', options);
  const prompts = nameItems(visible, 'prompts', options);
  const resources = uriTable(visible, 'resources');
  const templates = uriTable(visible, 'resourceTemplates');
  const able = visible.filter(({ answer }) => answer?.capabilities.resources !== undefined);
  const guess = guessOwner({ resources, templates, able: able.map(({ id }) => id) });
  const findTool = nameTable(tools);
  const findPrompt = nameTable(prompts);
  const answers = visible.map(({ answer }) => answer);
  const lists = {
    tools: legacyResult('tools', tools),
    prompts: legacyResult('prompts', prompts),
    resources: legacyResult('resources', [...resources.values()]),
    resourceTemplates: legacyResult('resourceTemplates', [...templates.values()]),
  };
  return {
    unknown: visible.filter(({ surface }) => !surface).map(({ id }) => id),
    lists,
    results: { ...lists, tools: legacyTools(visible, tools) ?? lists.tools },
    modernResult: kept((kind) => modernResult(lists[kind], membersOf(visible, kind, options))),
    capabilities: legacyCapabilities(answers),
    modernCapabilities: modernCapabilities(answers),
    instructions: composeInstructions(visible, options.longestInstructions),
    tool: (name) => findTool(name)?.origin,
    toolText: (name) => findTool(name)?.text,
    prompt: (name) => findPrompt(name)?.origin,
    resource: (uri) => resources.get(uri)?.serverId ?? guess(uri),
    template: (text) => templates.get(text)?.serverId,
    serves: (serverId) => visible.some(({ id }) => id === serverId),
    declaring: (extension) =>
      visible.filter(({ answer }) => declares(answer, extension)).map(({ id }) => id),
    named: (kind) => (kind === 'tools' ? tools : prompts),
  };
}

interface VisibleServer extends ViewServer {
  /** What it said of itself; undefined together with its surface. */
  answer: ServerAnswer | undefined;
}

function visibleServers({ servers, profile, allowed }: ViewOptions): VisibleServer[] {
  const selected = profile?.servers ?? '*';
  const visible = servers.filter(
    ({ id, spec }) =>
      spec.enabled &&
      (selected === '*' || selected.includes(id)) &&
      (!allowed || allowed.includes(id)),
  );
  return visible.map((server) => ({
    ...server,
    answer: server.surface && readAnswer(server.surface.initialize),
  }));
}

/** Most views are asked by clients of one era only, so the other's results wait until then. */
function kept(make: (kind: ListKind) => Uint8Array): (kind: ListKind) => Uint8Array {
  const made = new Map<ListKind, Uint8Array>();
  return (kind) => {
    const result = made.get(kind) ?? make(kind);
    made.set(kind, result);
    return result;
  };
}

/** What a list says besides its items to clients of the modern era. */
function membersOf(
  servers: readonly VisibleServer[],
  kind: ListKind,
  { serverInfo }: ViewOptions,
): object {
  const meta = serverInfo && { _meta: { [metaKeys.serverInfo]: serverInfo } };
  return { ...mergeCaching(servers, kind), ...meta };
}

/** What servers list, with the names that it is exposed by where these servers are seen together. */
export function nameItems(
  servers: readonly ViewServer[],
  kind: 'tools' | 'prompts',
  { naming, profile }: Pick<ViewOptions, 'naming' | 'profile'>,
): NamedItem[] {
  const isTools = kind === 'tools';
  const items = servers.flatMap(({ id, spec, surface }) => {
    const isOffered = createFilter(isTools ? spec.tools : undefined);
    return (surface?.lists[kind] ?? [])
      .filter(({ key }) => isOffered(key))
      .map((item) => {
        const calledAs = isTools ? givenName(spec, item.key) : undefined;
        return { item, origin: { serverId: id, name: item.key }, calledAs };
      });
  });
  const names = exposeNames(
    items.map(({ origin, calledAs }) => ({ ...origin, calledAs })),
    naming,
  );
  const isVisible = createFilter(isTools ? profile?.tools : undefined);
  return items.flatMap(({ item, origin, calledAs }, index) => {
    const name = names[index] ?? origin.name;
    const bare = calledAs ?? origin.name;
    return isVisible(name) ? [{ name, bare, origin, text: renamed(item, name) }] : [];
  });
}

function givenName({ tools }: ServerSpec, upstreamName: string): string | undefined {
  const given = tools?.rename ?? {};
  return Object.hasOwn(given, upstreamName) ? given[upstreamName] : undefined;
}

/** Everything but the name is passed through untouched. */
function renamed({ key, text }: Listed, name: string): Uint8Array {
  if (key === name) return text;
  const [span] = findMembers(text, 0, ['name']) ?? [];
  return span ? Buffer.concat(splice(text, [{ span, text: JSON.stringify(name) }])) : text;
}

/** Exposed names first; a bare name where only one server has it. */
function nameTable(items: readonly NamedItem[]): (name: string) => NamedItem | undefined {
  const exposed = new Map(items.map((item) => [item.name, item]));
  const bare = new Map<string, NamedItem | undefined>();
  for (const item of items) {
    bare.set(item.bare, bare.has(item.bare) ? undefined : item);
  }
  return (name) => exposed.get(name) ?? bare.get(name);
}

interface Owned {
  serverId: string;
  text: Uint8Array;
}

/** The first server in the registry keeps a URI that several list. */
function uriTable(
  servers: readonly ViewServer[],
  kind: 'resources' | 'resourceTemplates',
): Map<string, Owned> {
  const table = new Map<string, Owned>();
  for (const { id, surface } of servers) {
    for (const { key, text } of surface?.lists[kind] ?? []) {
      if (!table.has(key)) table.set(key, { serverId: id, text });
    }
  }
  return table;
}

/** Each server's instructions under its name, cut where they grow past the limit. */
function composeInstructions(
  servers: readonly VisibleServer[],
  longest: number,
): string | undefined {
  const parts = servers.flatMap(({ id, answer }) => {
    const text = answer?.instructions?.trim();
    return text ? [`# ${id}\n\n${text}`] : [];
  });
  const whole = parts.join('\n\n');
  if (whole.length === 0 || longest === 0) return undefined;
  if (whole.length <= longest) return whole;
  return `${whole.slice(0, longest)}\n\n[cut by Loom: ${whole.length - longest} more characters]`;
}

/** A member of a listed item, where it is a string; for whoever shows it. */
export function itemText(text: Uint8Array, member: string): string | undefined {
  const [span] = findMembers(text, 0, [member]) ?? [];
  const value = span && parseText(text, span);
  return typeof value === 'string' ? value : undefined;
}
