/** What a server that refuses a request asks for (RFC 6750 section 3, RFC 9728 section 5.1). */
export interface Challenge {
  /** Where it describes itself. */
  resourceMetadata: string | undefined;
  /** What the request would have needed. */
  scopes: string[];
  error: string | undefined;
}

/**
 * The `Bearer` challenge of a `WWW-Authenticate` header, which may hold several of other schemes;
 * undefined where there is none.
 */
export function parseChallenge(header: string | undefined): Challenge | undefined {
  const bearer = /(?:^|,)\s*Bearer(?=\s|,|$)\s*(.*)$/is.exec(header ?? '')?.[1];
  if (bearer === undefined) return undefined;
  const parameters = parametersOf(bearer);
  return {
    resourceMetadata: parameters.get('resource_metadata'),
    scopes: scopesIn(parameters.get('scope')),
    error: parameters.get('error'),
  };
}

/** The scopes of a list as OAuth writes it. */
export function scopesIn(list: string | undefined): string[] {
  return [...new Set((list ?? '').split(/\s+/).filter(Boolean))];
}

/** `name=token` and `name="quoted"`, as far as they come before the next scheme. */
function parametersOf(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  const pattern = /^[\s,]*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/;
  for (let rest = text; ; ) {
    const match = pattern.exec(rest);
    const [whole, name, quoted, token] = match ?? [];
    if (whole === undefined || name === undefined) return parameters;
    const value = quoted?.replace(/\\(.)/g, '$1') ?? token ?? '';
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value);
    rest = rest.slice(whole.length);
  }
}
