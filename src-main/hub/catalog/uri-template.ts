/** An RFC 6570 template as a matcher: which URIs may have come from it. */
export interface UriTemplate {
  text: string;
  /** How often a match goes through the URI. */
  steps: number;
  /** Whether the URI begins as all do that match; costs next to nothing. */
  mayMatch(uri: string): boolean;
  matches(uri: string): boolean;
}

/** In characters; nobody writes longer ones. */
const longestTemplate = 2000;
/** Longer ones are no links that a template made, and matching costs time. */
const longestUri = 8000;

/**
 * Each expression stands for any run of characters: `{var}` without "/", `{+var}` and the like with.
 * Undefined for texts too long to be a template.
 *
 * Templates come from servers, so no regular expression is made of them: a hostile one would
 * backtrack for ever.
 */
export function uriTemplate(text: string): UriTemplate | undefined {
  if (text.length > longestTemplate) return undefined;
  const parts = text.split(/(\{[^}]*\})/).filter((part) => part !== '');
  const steps = parts.map((part) => (isExpression(part) ? expression(part) : literal(part)));
  const [first = ''] = parts;
  const prefix = isExpression(first) ? '' : first;
  const mayMatch = (uri: string) => uri.length <= longestUri && uri.startsWith(prefix);
  return {
    text,
    steps: steps.length,
    mayMatch,
    matches(uri) {
      if (!mayMatch(uri)) return false;
      const start = new Uint8Array(uri.length + 1);
      start[0] = 1;
      const reached = steps.reduce<Uint8Array>((before, step) => step(uri, before), start);
      return reached[uri.length] === 1;
    },
  };
}

/** From the places in `uri` reached so far (1 where reached) to those reached behind this part. */
type Step = (uri: string, reached: Uint8Array) => Uint8Array;

function isExpression(part: string): boolean {
  return part.startsWith('{') && part.endsWith('}');
}

function expression(part: string): Step {
  const operator = part[1] ?? '';
  if ('?&'.includes(operator)) return optionalFrom('?&');
  if (operator === '/') return optionalFrom('/');
  return run('+#'.includes(operator) || part.endsWith('*}') ? '' : '/');
}

function literal(text: string): Step {
  return (uri, reached) => {
    const next = new Uint8Array(reached.length);
    for (let at = 0; at + text.length < reached.length; at++) {
      if (reached[at] === 1 && uri.startsWith(text, at)) next[at + text.length] = 1;
    }
    return next;
  };
}

/** One or more characters other than `stop`. */
function run(stop: string): Step {
  return (uri, reached) => {
    const next = new Uint8Array(reached.length);
    let inside = false;
    for (let at = 0; at < uri.length; at++) {
      inside = (inside || reached[at] === 1) && uri[at] !== stop;
      if (inside) next[at + 1] = 1;
    }
    return next;
  };
}

/** Nothing, or anything that begins with one of `starts`. */
function optionalFrom(starts: string): Step {
  return (uri, reached) => {
    const next = reached.slice();
    let inside = false;
    for (let at = 0; at < uri.length; at++) {
      inside ||= reached[at] === 1 && starts.includes(uri[at] ?? '');
      if (inside) next[at + 1] = 1;
    }
    return next;
  };
}
