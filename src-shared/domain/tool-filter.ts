export interface NameFilter {
  allow?: readonly string[] | undefined;
  deny?: readonly string[] | undefined;
}

/** Whether `name` passes: allowed (or nothing is listed as allowed) and not denied. */
export function passes(filter: NameFilter | undefined, name: string): boolean {
  return createFilter(filter)(name);
}

/** The same for many names. */
export function createFilter({ allow, deny }: NameFilter = {}): (name: string) => boolean {
  const isAllowed = allow ? createMatcher(allow) : () => true;
  const isDenied = createMatcher(deny ?? []);
  return (name) => isAllowed(name) && !isDenied(name);
}

/** `*` stands for any run of characters, everything else for itself. */
export function matches(pattern: string, name: string): boolean {
  return createMatcher([pattern])(name);
}

/** Plain names are looked up: a profile may hide hundreds of tools one by one. */
function createMatcher(patterns: readonly string[]): (name: string) => boolean {
  const plain = new Set(patterns.filter((pattern) => !pattern.includes('*')));
  const expressions = patterns
    .filter((pattern) => pattern.includes('*'))
    .map((pattern) => {
      const source = pattern.split('*').map(escapeForRegExp).join('.*');
      return new RegExp(`^${source}$`, 's');
    });
  return (name) => plain.has(name) || expressions.some((expression) => expression.test(name));
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
