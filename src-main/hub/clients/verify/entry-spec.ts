import type {
  HttpServer,
  ServerSpec,
  SseServer,
  StdioServer,
} from '../../../../src-shared/domain/server.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import { quoteCommand } from '../../../../src-shared/quote-command.ts';
import type { FoundReference, FoundServer } from '../reading/found-server.ts';

const usual = { enabled: true, scope: 'auto', start: 'on_demand' } as const;

/**
 * What a client makes of an entry, as something that the hub can start.
 *
 * @param env - the client's own environment, from which references are filled in.
 * @throws LoomError 'unknown-reference' for what only the client itself can fill in.
 */
export function entrySpec(
  entry: FoundServer,
  { env, folder }: { env: Readonly<Record<string, string | undefined>>; folder: string },
): ServerSpec {
  const fill = (text: string) => fillIn(text, entry, env);
  if (entry.command !== undefined) {
    const spec: StdioServer = {
      ...usual,
      transport: 'stdio',
      command: fill(entry.command),
      args: (entry.args ?? []).map(fill),
      env: mapValues(entry.env ?? {}, fill),
      cwd: entry.cwd ?? folder,
      era: 'legacy',
    };
    return spec;
  }
  const remote = { ...usual, url: fill(entry.url ?? ''), headers: headersOf(entry, env) };
  return entry.transport === 'sse'
    ? ({ ...remote, transport: 'sse' } satisfies SseServer)
    : ({ ...remote, transport: 'http', era: 'legacy' } satisfies HttpServer);
}

/** As a person could type it; never with a value that a reference stands for. */
export function triedText({ command, args = [], url = '' }: FoundServer): string {
  return command === undefined ? url : quoteCommand([command, ...args]);
}

function headersOf(
  entry: FoundServer,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const written = mapValues(entry.headers ?? {}, (text) => fillIn(text, entry, env));
  const named = entry.references.flatMap((reference) => {
    const { into } = reference;
    return into ? [[into.header, into.prefix + valueFor(reference, env)] as const] : [];
  });
  return { ...written, ...Object.fromEntries(named) };
}

function fillIn(
  text: string,
  { references }: FoundServer,
  env: Readonly<Record<string, string | undefined>>,
): string {
  return references
    .filter((reference) => !reference.into && reference.text !== '')
    .reduce(
      (filled, reference) =>
        filled.includes(reference.text)
          ? filled.replaceAll(reference.text, () => valueFor(reference, env))
          : filled,
      text,
    );
}

function valueFor(
  { kind, name, text }: FoundReference,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const value = kind === 'env' ? env[name] : undefined;
  if (value) return value;
  if (kind !== 'env') {
    const problem = `only the client itself can fill in ${text}`;
    throw new LoomError('unknown-reference', problem, {
      remedy: 'Look in the client whether it connects.',
    });
  }
  throw new LoomError('unknown-reference', `${name} is not set, and the entry needs it`, {
    remedy:
      name === 'LOOM_TOKEN'
        ? 'Make a token (`loom auth token-generate`), and set LOOM_TOKEN where the client starts; or sync it with --via proxy.'
        : `Set ${name} where the client starts.`,
  });
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, text]) => [name, change(text)]));
}
