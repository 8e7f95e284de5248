import { parseText } from '../../../src-shared/wire/json-scan.ts';
import type { ListKind } from '../catalog/surface.ts';
import type { View } from '../catalog/view.ts';
import type { Core } from '../core.ts';
import type { Heard, PlaygroundClient } from './playground-client.ts';

/** A definition as clients see it, under its exposed name, and the server that it is of. */
interface Listed {
  server: string;
  definition: unknown;
}

export interface WholeSurface {
  tools: Listed[];
  prompts: Listed[];
  resources: Listed[];
  templates: Listed[];
}

/** Everything that the client could use; servers that nobody has seen yet get their time to start. */
export async function listSurface(
  core: Core,
  client: PlaygroundClient,
  server: string | undefined,
): Promise<WholeSurface> {
  await answered(client, 'tools/list');
  const view = core.viewOf(client.session, 'legacy');
  const only = (listed: Listed[]) =>
    server === undefined ? listed : listed.filter((one) => one.server === server);
  const owner = (kind: 'resource' | 'template') => (key: string) => view[kind](key) ?? '';
  return {
    tools: only(named(view, 'tools')),
    prompts: only(named(view, 'prompts')),
    resources: only(byUri(view, 'resources', 'uri', owner('resource'))),
    templates: only(byUri(view, 'resourceTemplates', 'uriTemplate', owner('template'))),
  };
}

/** Resolves when the answer is there; what it says stands in the view as well. */
function answered(client: PlaygroundClient, method: string): Promise<void> {
  return new Promise((resolve) => {
    client.onHeard = ({ message }: Heard) => {
      if (message.method === undefined && message.id === id) resolve();
    };
    const id = client.nextId;
    client.request(method, {});
  });
}

function named(view: View, kind: 'tools' | 'prompts'): Listed[] {
  return view.named(kind).map(({ origin, text }) => ({
    server: origin.serverId,
    definition: parseText(text, { start: 0, end: text.length }),
  }));
}

function byUri(
  view: View,
  kind: Extract<ListKind, 'resources' | 'resourceTemplates'>,
  key: 'uri' | 'uriTemplate',
  ownerOf: (uri: string) => string,
): Listed[] {
  const bytes = view.lists[kind];
  const result = parseText(bytes, { start: 0, end: bytes.length }) as Record<string, object[]>;
  return (result[kind] ?? []).map((definition) => ({
    server: ownerOf(String((definition as Record<string, unknown>)[key])),
    definition,
  }));
}
