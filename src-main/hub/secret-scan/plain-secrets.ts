import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import { looksSecret } from './looks-secret.ts';
import { valueParts } from './value-parts.ts';

/**
 * What stands in a definition in plain text and looks like a secret, by its name and by itself: it is
 * treated as those of the vault where something is shown or kept. Known formats are not asked for:
 * this runs at every start of a server.
 */
export function plainSecrets(spec: ServerSpec): string[] {
  return textsOf(spec).flatMap(([name, text]) =>
    valueParts(name, text)
      .map(({ certainty, start, end }) => ({ certainty, value: text.slice(start, end) }))
      .filter(({ certainty, value }) => looksSecret(value, certainty))
      .map(({ value }) => value),
  );
}

/** With what each is called; an argument has the flag before it. */
function textsOf(spec: ServerSpec): (readonly [name: string, text: string])[] {
  if (spec.transport !== 'stdio') {
    const { client_secret: own } = spec.auth ?? {};
    const headers = Object.entries(spec.headers);
    return [['url', spec.url], ...headers, ...(own ? [['client_secret', own] as const] : [])];
  }
  const { args, env } = spec;
  return [
    ...args.map((text, index): [string, string] => [args[index - 1] ?? '', text]),
    ...Object.entries(env),
  ];
}
