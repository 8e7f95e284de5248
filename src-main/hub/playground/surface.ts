import { parseText } from '../../../src-shared/wire/json-scan.ts';
import type { ListKind } from '../catalog/surface.ts';
import type { View } from '../catalog/view.ts';
import type { Core } from '../core.ts';
import { withOwnSession } from '../own-session.ts';

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

/**
 * Everything that a session of a profile could use; servers that nobody has seen yet get their time to
 * start. Who only looks is no client to them: their instances stay free for the first that calls.
 */
export async function listSurface(
  core: Core,
  profile: string,
  server: string | undefined,
): Promise<WholeSurface> {
  return await withOwnSession(core, { profile, project: undefined }, async (ask, session) => {
    await ask('tools/list', undefined);
    const view = core.viewOf(session, 'legacy');
    const only = (listed: Listed[]) =>
      server === undefined ? listed : listed.filter((one) => one.server === server);
    return {
      tools: only(named(view, 'tools')),
      prompts: only(named(view, 'prompts')),
      resources: only(byUri(view, 'resources', 'uri', (uri) => view.resource(uri))),
      templates: only(byUri(view, 'resourceTemplates', 'uriTemplate', (uri) => view.template(uri))),
    };
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
  ownerOf: (uri: string) => string | undefined,
): Listed[] {
  const bytes = view.lists[kind];
  const result = parseText(bytes, { start: 0, end: bytes.length }) as Record<string, object[]>;
  return (result[kind] ?? []).map((definition) => ({
    server: ownerOf(String((definition as Record<string, unknown>)[key])) ?? '',
    definition,
  }));
}
