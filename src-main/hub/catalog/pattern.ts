/** Whether `name` passes: allowed (or nothing is listed as allowed) and not denied. */
export function passes(
  filter: { allow?: string[] | undefined; deny?: string[] | undefined } | undefined,
  name: string,
): boolean {
  if (!filter) return true;
  const allowed = filter.allow?.some((pattern) => matches(pattern, name)) ?? true;
  return allowed && !filter.deny?.some((pattern) => matches(pattern, name));
}

/** `*` stands for any run of characters, everything else for itself. */
export function matches(pattern: string, name: string): boolean {
  const source = pattern.split('*').map(escapeForRegExp).join('.*');
  return new RegExp(`^${source}$`, 's').test(name);
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
