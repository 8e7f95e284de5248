import { type UriTemplate, uriTemplate } from './uri-template.ts';

/** What a view lists, by URI or template, with the server that each belongs to. */
export interface Owners {
  resources: ReadonlyMap<string, { serverId: string }>;
  templates: ReadonlyMap<string, { serverId: string }>;
  /** The servers that have resources at all. */
  able: readonly string[];
}

/**
 * Who owns a URI that no list names, since results link to such, too: never broadcast a read to find
 * that out. By template, by scheme where one server alone has it, or the only server that has any.
 *
 * One request may name thousands of URIs, so nothing is gone through for each but templates that
 * begin like it, and of these only so many.
 */
export function guessOwner(owners: Owners): (uri: string) => string | undefined {
  let known: Index | undefined;
  return (uri) => {
    // Most views are never asked.
    known ??= indexOf(owners);
    const match = matching(uri, known.templates);
    if (match !== undefined) return match;
    const ofScheme = known.schemes.get(schemeOf(uri));
    if (ofScheme) return ofScheme === several ? undefined : ofScheme;
    return owners.able.length === 1 ? owners.able[0] : undefined;
  };
}

interface Index {
  /** The templates of each server. */
  templates: ReadonlyMap<string, readonly UriTemplate[]>;
  /** The one server that has URIs of a scheme, or `several`. */
  schemes: ReadonlyMap<string, string>;
}

/** No server's id. */
const several = '*';

function indexOf({ resources, templates }: Owners): Index {
  const parsed = new Map<string, UriTemplate[]>();
  const schemes = new Map<string, string>();
  const own = (uri: string, serverId: string) => {
    const scheme = schemeOf(uri);
    schemes.set(scheme, (schemes.get(scheme) ?? serverId) === serverId ? serverId : several);
  };
  for (const [uri, { serverId }] of resources) own(uri, serverId);
  for (const [text, { serverId }] of templates) {
    const template = uriTemplate(text);
    if (!template) continue;
    own(text, serverId);
    const ofServer = parsed.get(serverId);
    if (ofServer) ofServer.push(template);
    else parsed.set(serverId, [template]);
  }
  return { templates: parsed, schemes };
}

/** Characters of a URI that are compared with one server's templates: about a millisecond's work. */
const mostCompared = 500_000;

/** Each server has its own share, so that what one lists hides nothing of another's. */
function matching(uri: string, templates: Index['templates']): string | undefined {
  for (const [serverId, ofServer] of templates) {
    let left = mostCompared;
    for (const template of ofServer) {
      if (!template.mayMatch(uri)) continue;
      left -= template.steps * uri.length;
      if (left < 0) break;
      if (template.matches(uri)) return serverId;
    }
  }
  return undefined;
}

function schemeOf(uri: string): string {
  return uri.slice(0, uri.indexOf(':') + 1).toLowerCase();
}
