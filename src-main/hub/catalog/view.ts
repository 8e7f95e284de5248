import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import { findMembers, parseText } from '../../../src-shared/wire/json-scan.ts';
import { splice } from '../../../src-shared/wire/splice.ts';
import { readAnswer } from '../upstreams/handshake.ts';
import { exposeNames, type Naming, type Origin } from './naming.ts';
import { passes } from './pattern.ts';
import type { Listed, ListKind, Surface } from './surface.ts';
import { type UriTemplate, uriTemplate } from './uri-template.ts';

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
  /** The `result` of each list request. */
  readonly results: Readonly<Record<ListKind, Uint8Array>>;
  readonly capabilities: Readonly<Record<string, unknown>>;
  readonly instructions: string | undefined;
  tool(name: string): Origin | undefined;
  prompt(name: string): Origin | undefined;
  /** The server that owns a resource URI: listed, by template, by scheme, or the only one there. */
  resource(uri: string): string | undefined;
  template(uriTemplate: string): string | undefined;
  /** Exposed names with their origin and definition, for people. */
  named(kind: 'tools' | 'prompts'): readonly NamedItem[];
}

export interface NamedItem {
  name: string;
  origin: Origin;
  text: Uint8Array;
}

export interface ViewOptions {
  servers: readonly ViewServer[];
  profile: Profile | undefined;
  naming: Naming;
  longestInstructions: number;
}

/** Merges surfaces in registry order (design.md section 6). */
export function createView({ servers, profile, naming, longestInstructions }: ViewOptions): View {
  const visible = servers.filter(
    ({ id, spec }) =>
      spec.enabled && (!profile || profile.servers === '*' || profile.servers.includes(id)),
  );
  const tools = nameItems(visible, 'tools', naming, profile);
  const prompts = nameItems(visible, 'prompts', naming, profile);
  const resources = uriTable(visible, 'resources');
  const templates = uriTable(visible, 'resourceTemplates');
  const patterns = [...templates].flatMap(([text, { serverId }]) => {
    const template = uriTemplate(text);
    return template ? [{ serverId, template }] : [];
  });
  const findTool = nameTable(tools);
  const findPrompt = nameTable(prompts);
  return {
    unknown: visible.filter(({ surface }) => !surface).map(({ id }) => id),
    results: {
      tools: listResult('tools', tools),
      prompts: listResult('prompts', prompts),
      resources: listResult('resources', [...resources.values()]),
      resourceTemplates: listResult('resourceTemplates', [...templates.values()]),
    },
    capabilities: mergeCapabilities(visible),
    instructions: composeInstructions(visible, longestInstructions),
    tool: findTool,
    prompt: findPrompt,
    resource: (uri) =>
      resources.get(uri)?.serverId ?? guessResource(uri, patterns, visible, resources),
    template: (text) => templates.get(text)?.serverId,
    named: (kind) => (kind === 'tools' ? tools : prompts),
  };
}

function nameItems(
  servers: readonly ViewServer[],
  kind: 'tools' | 'prompts',
  naming: Naming,
  profile: Profile | undefined,
): NamedItem[] {
  const items = servers.flatMap(({ id, spec, surface }) =>
    (surface?.lists[kind] ?? [])
      .filter(({ key }) => kind !== 'tools' || passes(spec.tools, key))
      .map((item) => ({ item, origin: { serverId: id, name: item.key } })),
  );
  const names = exposeNames(
    items.map(({ origin }) => origin),
    naming,
  );
  return items.flatMap(({ item, origin }, index) => {
    const name = names[index] ?? origin.name;
    const visible = kind !== 'tools' || passes(profile?.tools, name);
    return visible ? [{ name, origin, text: renamed(item, name) }] : [];
  });
}

/** Everything but the name is passed through untouched. */
function renamed({ key, text }: Listed, name: string): Uint8Array {
  if (key === name) return text;
  const [span] = findMembers(text, 0, ['name']) ?? [];
  return span ? Buffer.concat(splice(text, [{ span, text: JSON.stringify(name) }])) : text;
}

/** Exposed names first; a bare upstream name where only one server has it. */
function nameTable(items: readonly NamedItem[]): (name: string) => Origin | undefined {
  const exposed = new Map(items.map(({ name, origin }) => [name, origin]));
  const bare = new Map<string, Origin | undefined>();
  for (const { origin } of items) {
    bare.set(origin.name, bare.has(origin.name) ? undefined : origin);
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

/** Results link to resources that no list names; never broadcast a read to find their owner. */
function guessResource(
  uri: string,
  patterns: readonly { serverId: string; template: UriTemplate }[],
  servers: readonly ViewServer[],
  resources: ReadonlyMap<string, Owned>,
): string | undefined {
  const match = patterns.find(({ template }) => template.matches(uri));
  if (match) return match.serverId;
  const scheme = schemeOf(uri);
  const owners = new Set<string>();
  for (const [known, { serverId }] of resources)
    if (schemeOf(known) === scheme) owners.add(serverId);
  for (const { serverId, template } of patterns) {
    if (schemeOf(template.text) === scheme) owners.add(serverId);
  }
  if (owners.size === 1) return owners.values().next().value;
  const able = servers.filter(
    ({ surface }) => surface && capabilitiesOf(surface).resources !== undefined,
  );
  return owners.size === 0 && able.length === 1 ? able[0]?.id : undefined;
}

function schemeOf(uri: string): string {
  return uri.slice(0, uri.indexOf(':') + 1).toLowerCase();
}

function listResult(kind: ListKind, items: readonly { text: Uint8Array }[]): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from(`{"${kind}":[`)];
  items.forEach(({ text }, index) => {
    if (index > 0) parts.push(comma);
    parts.push(text);
  });
  parts.push(Buffer.from(']}'));
  return Buffer.concat(parts);
}

const comma = Buffer.from(',');

function capabilitiesOf(surface: Surface): Readonly<Record<string, unknown>> {
  return readAnswer(surface.initialize).capabilities;
}

/**
 * What the servers together can do and the hub relays. A server that is not known yet counts as one
 * that can do the usual: a client that is told of no tools never asks for them again.
 */
function mergeCapabilities(servers: readonly ViewServer[]): Record<string, unknown> {
  const all = servers.map(({ surface }) =>
    surface ? capabilitiesOf(surface) : assumedCapabilities,
  );
  const any = (name: string) => all.some((capabilities) => capabilities[name] !== undefined);
  const merged: Record<string, unknown> = { tools: { listChanged: true } };
  if (any('prompts')) merged.prompts = { listChanged: true };
  if (any('resources')) {
    const subscribe = all.some(({ resources }) => hasFlag(resources, 'subscribe'));
    merged.resources = subscribe ? { subscribe: true, listChanged: true } : { listChanged: true };
  }
  if (any('completions')) merged.completions = {};
  if (any('logging')) merged.logging = {};
  if (any('tasks')) merged.tasks = { list: {}, cancel: {}, requests: { tools: { call: {} } } };
  return merged;
}

const assumedCapabilities: Readonly<Record<string, unknown>> = {
  tools: {},
  prompts: {},
  resources: { subscribe: true },
  completions: {},
  logging: {},
};

function hasFlag(capability: unknown, flag: string): boolean {
  return (capability as Record<string, unknown> | undefined)?.[flag] === true;
}

/** Each server's instructions under its name, cut where they grow past the limit. */
function composeInstructions(servers: readonly ViewServer[], longest: number): string | undefined {
  const parts = servers.flatMap(({ id, surface }) => {
    const text = surface && readAnswer(surface.initialize).instructions?.trim();
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
