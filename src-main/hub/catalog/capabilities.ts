import type { ServerAnswer } from '../upstreams/server-answer.ts';

type Capabilities = Readonly<Record<string, unknown>>;

/** What a server said of itself; undefined while it was never asked. */
export type KnownAnswer = Pick<ServerAnswer, 'era' | 'capabilities'> | undefined;

/** Extensions whose traffic the hub relays; it announces no others. */
export const extensions = {
  tasks: 'io.modelcontextprotocol/tasks',
  ui: 'io.modelcontextprotocol/ui',
  skills: 'io.modelcontextprotocol/skills',
} as const;

/**
 * What the servers together can do and the hub relays to clients of the legacy era. A server that is
 * not known yet counts as one that can do the usual: a client that is told of no tools never asks for
 * them again.
 */
export function legacyCapabilities(answers: readonly KnownAnswer[]): Capabilities {
  const merged = mergeCommon(answers);
  const any = (name: string) => answers.some((known) => known?.capabilities[name] !== undefined);
  if (any('tasks')) merged.tasks = { list: {}, cancel: {}, requests: { tools: { call: {} } } };
  return withExtensions(merged, [
    // What an app needs are tools and resources: it works across the eras.
    [extensions.ui, answers],
    [extensions.skills, onlySkills(answers).filter((known) => known?.era === 'legacy')],
  ]);
}

/** The same for clients of the modern era, where tasks are an extension of modern servers. */
export function modernCapabilities(answers: readonly KnownAnswer[]): Capabilities {
  const sameEra = answers.filter((known) => known?.era === 'modern');
  const merged = withExtensions(mergeCommon(answers), [
    [extensions.tasks, sameEra],
    [extensions.ui, answers],
    [extensions.skills, onlySkills(answers)],
  ]);
  if (!answers.includes(undefined)) return merged;
  return { ...merged, extensions: { ...assumedExtensions, ...(merged.extensions ?? {}) } };
}

/** Skills are relayed to the one server that has them (router/skill-requests.ts). */
function onlySkills(answers: readonly KnownAnswer[]): readonly KnownAnswer[] {
  const declaring = answers.filter((known) => declares(known, extensions.skills));
  return declaring.length === 1 ? declaring : [];
}

/** Whether a server declares an extension. */
export function declares(known: KnownAnswer, extension: string): boolean {
  return settingsOf(known, extension) !== undefined;
}

function mergeCommon(answers: readonly KnownAnswer[]): Record<string, unknown> {
  const all = answers.map((known) => known?.capabilities ?? assumedCapabilities);
  const any = (name: string) => all.some((capabilities) => capabilities[name] !== undefined);
  const merged: Record<string, unknown> = { tools: { listChanged: true } };
  if (any('prompts')) merged.prompts = { listChanged: true };
  if (any('resources')) {
    const subscribe = all.some(
      ({ resources }) => isObject(resources) && resources.subscribe === true,
    );
    merged.resources = subscribe ? { subscribe: true, listChanged: true } : { listChanged: true };
  }
  if (any('completions')) merged.completions = {};
  if (any('logging')) merged.logging = {};
  return merged;
}

const assumedCapabilities: Capabilities = {
  tools: {},
  prompts: {},
  resources: { subscribe: true },
  completions: {},
  logging: {},
};

/** Clients of this era may ask only once, and a fresh hub knows no server yet. */
const assumedExtensions: Capabilities = { [extensions.tasks]: {}, [extensions.ui]: {} };

/** Each with the settings that all who declare it share: nobody may be promised what one lacks. */
function withExtensions(
  capabilities: Capabilities,
  sources: readonly (readonly [name: string, answers: readonly KnownAnswer[]])[],
): Capabilities {
  const declared = sources.flatMap(([name, answers]) => {
    const all = answers.map((known) => settingsOf(known, name));
    const [first, ...others] = all.filter((settings) => settings !== undefined);
    return first ? [[name, shared(first, others)] as const] : [];
  });
  if (declared.length === 0) return capabilities;
  return { ...capabilities, extensions: Object.fromEntries(declared) };
}

function shared(first: Capabilities, others: readonly Capabilities[]): Capabilities {
  const entries = Object.entries(first).filter(([key, value]) =>
    others.every((other) => JSON.stringify(other[key]) === JSON.stringify(value)),
  );
  return Object.fromEntries(entries);
}

function settingsOf(known: KnownAnswer, extension: string): Capabilities | undefined {
  const declared = known?.capabilities.extensions;
  if (!isObject(declared) || !Object.hasOwn(declared, extension)) return undefined;
  const settings = declared[extension];
  return isObject(settings) ? settings : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
