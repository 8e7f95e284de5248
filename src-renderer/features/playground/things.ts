import { isRecord } from './json-text.ts';

export type ThingKind = 'tool' | 'prompt' | 'resource' | 'template';

/** Something that can be tried, as its server describes it: nothing in it can be relied on. */
export interface Thing {
  kind: ThingKind;
  /** The exposed name, the URI or the URI template. */
  id: string;
  server: string;
  title: string | undefined;
  description: string | undefined;
  definition: Record<string, unknown>;
}

type Listed = { server: string; definition: unknown }[];

export interface Surface {
  tools: Listed;
  prompts: Listed;
  resources: Listed;
  templates: Listed;
}

const keys = { tool: 'name', prompt: 'name', resource: 'uri', template: 'uriTemplate' } as const;

/** Everything of a surface, in the order of servers as they are listed. */
export function thingsOf(surface: Surface): Thing[] {
  const all = [
    ...listed('tool', surface.tools),
    ...listed('prompt', surface.prompts),
    ...listed('resource', surface.resources),
    ...listed('template', surface.templates),
  ];
  const servers = [...new Set(all.map(({ server }) => server))];
  return servers.flatMap((id) => all.filter(({ server }) => server === id));
}

/** What a search finds: every word must be in the name, the title, the server or the description. */
export function searchThings(things: readonly Thing[], query: string): readonly Thing[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return things;
  return things.filter(({ id, title = '', server, description = '' }) => {
    const text = `${id} ${title} ${server} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function listed(kind: ThingKind, list: Listed): Thing[] {
  return list.flatMap(({ server, definition }) => {
    if (!isRecord(definition)) return [];
    const id = textOf(definition[keys[kind]]);
    if (id === undefined) return [];
    const annotations = isRecord(definition.annotations) ? definition.annotations : {};
    const named = kind === 'resource' || kind === 'template' ? textOf(definition.name) : undefined;
    return [
      {
        kind,
        id,
        server,
        title: textOf(definition.title) ?? textOf(annotations.title) ?? named,
        description: textOf(definition.description),
        definition,
      },
    ];
  });
}
