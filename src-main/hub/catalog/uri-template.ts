/** An RFC 6570 template as a matcher: which URIs may have come from it. */
export interface UriTemplate {
  text: string;
  matches(uri: string): boolean;
}

const longestTemplate = 2000;

/**
 * Each expression stands for any run of characters: `{var}` without "/", `{+var}` and the like with.
 * Undefined for texts too long to be a template.
 */
export function uriTemplate(text: string): UriTemplate | undefined {
  if (text.length > longestTemplate) return undefined;
  const source = text
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith('{') && part.endsWith('}') ? expression(part) : literal(part)))
    .join('');
  const pattern = new RegExp(`^${source}$`, 's');
  return { text, matches: (uri) => pattern.test(uri) };
}

function expression(part: string): string {
  const operator = part[1] ?? '';
  if ('?&'.includes(operator)) return '(?:[?&].*)?';
  if (operator === '/') return '(?:/.*)?';
  return '+#'.includes(operator) || part.endsWith('*}') ? '.+' : '[^/]+';
}

function literal(part: string): string {
  return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
