/** Beginnings that tell the kind of a token and nothing else: `ghp_`, `sk-proj-`, `xoxb-`. */
const beginning = /^[A-Za-z]{2,8}[-_.](?:(?:pat|ant|proj|svcacct|admin)[-_])?/;

/**
 * What may be shown of a secret: how long it is, and the beginning that all tokens of a known format
 * have. Of any other not one character, since people's passwords have no such beginning.
 */
export function maskSecret(secret: string, format: string | undefined): string {
  const known = format === undefined ? '' : (beginning.exec(secret)?.[0] ?? '');
  const shown = known.length * 3 <= secret.length ? known : '';
  return `${shown}…(${[...secret].length} characters)`;
}
