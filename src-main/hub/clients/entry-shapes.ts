import { LoomError } from '../../../src-shared/errors.ts';
import type {
  Dialect,
  EntryText,
  HttpEntry,
  JsonObject,
  ReferencePlace,
  StdioEntry,
} from './client.ts';

/** How a client writes that a value comes from its environment. */
export type Refer = (variable: string) => string;

/** `${NAME}` */
export const shellReference: Refer = (variable) => `\${${variable}}`;

/** `${env:NAME}` */
export const envReference: Refer = (variable) => `\${env:${variable}}`;

/** `{env:NAME}` */
export const bracedReference: Refer = (variable) => `{env:${variable}}`;

export const everywhere: readonly ReferencePlace[] = ['arg', 'env', 'url', 'header'];

/** The words in which a client says `{ command, args, env }` and `{ url, headers }`. */
export interface Words {
  bareUrl: Dialect['bareUrl'];
  /** Whether its file takes servers over HTTP; yes where left out. */
  http?: boolean;
  /** What `type` says of each transport; no such key where left out. */
  types?: { stdio?: string; http?: string; sse?: string };
  /** Where the key is not `type`. */
  typeKey?: string;
  /** Where the key is not `url`. */
  urlKey?: string;
  /** Where the key is not `env`. */
  envKey?: string;
  /** Where headers are not simply `headers`. */
  headers?: (headers: JsonObject) => JsonObject;
  /** The key of the working folder, where it has one. */
  cwdKey?: string;
  /** The key of the time a call may take, where it has one, and its unit. */
  timeout?: { key: string; unit: 's' | 'ms' };
  /** What an entry gets besides. */
  also?: JsonObject;
  references?: { as: Refer; in: readonly ReferencePlace[] };
}

/** The dialect of a client that differs from the others in words only. */
export function dialectOf(words: Words): Dialect {
  return {
    stdio: (entry) => stdioEntry(entry, words),
    http: words.http === false ? undefined : (entry) => httpEntry(entry, words),
    refersIn: words.references?.in ?? [],
    carries: [
      ...(words.cwdKey ? (['cwd'] as const) : []),
      ...(words.timeout ? (['timeout'] as const) : []),
    ],
    bareUrl: words.bareUrl,
    timeoutUnit: words.timeout?.unit ?? 'ms',
  };
}

function stdioEntry(entry: StdioEntry, words: Words): JsonObject {
  return {
    ...typeMember('stdio', words),
    command: entry.command,
    args: textsOf(entry.args, referIn('arg', words)),
    ...memberUnlessEmpty(words.envKey ?? 'env', textMap(entry.env, referIn('env', words))),
    ...(words.cwdKey && entry.cwd !== undefined && { [words.cwdKey]: entry.cwd }),
    ...timeoutMember(entry.timeoutMs, words.timeout),
    ...words.also,
  };
}

function httpEntry(entry: HttpEntry, words: Words): JsonObject {
  const { types, bareUrl } = words;
  if (entry.transport === 'sse' && !types?.sse && (types?.http || bareUrl === 'http'))
    throw notExpressible('a server that speaks SSE');
  const headers = textMap(entry.headers, referIn('header', words));
  const shaped = words.headers ?? ((plain) => ({ headers: plain }));
  return {
    ...typeMember(entry.transport, words),
    [words.urlKey ?? 'url']: textOf(entry.url, referIn('url', words)),
    ...(Object.keys(headers).length > 0 && shaped(headers)),
    ...timeoutMember(entry.timeoutMs, words.timeout),
    ...words.also,
  };
}

function referIn(place: ReferencePlace, { references }: Words): Refer | undefined {
  return references?.in.includes(place) ? references.as : undefined;
}

function typeMember(transport: 'stdio' | 'http' | 'sse', { types, typeKey }: Words): JsonObject {
  const type = types?.[transport];
  return type === undefined ? {} : { [typeKey ?? 'type']: type };
}

/** One text in a client's words. @throws {LoomError} `not-expressible` without such words. */
export function textOf(text: EntryText, refer: Refer | undefined): string {
  if (typeof text === 'string') return text;
  if (refer) return text.prefix + refer(text.fromEnv);
  throw notExpressible(`a value from its environment (${text.fromEnv})`);
}

export function textsOf(texts: readonly EntryText[], refer: Refer | undefined): string[] {
  return texts.map((text) => textOf(text, refer));
}

export function textMap(
  texts: Readonly<Record<string, EntryText>>,
  refer: Refer | undefined,
): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, textOf(text, refer)]));
}

/** An object of one member, or of none where the value is empty. */
export function memberUnlessEmpty(key: string, value: JsonObject): JsonObject {
  return Object.keys(value).length > 0 ? { [key]: value } : {};
}

/** Whole seconds are rounded up: a call must not end earlier than it was meant to. */
export function timeoutMember(
  timeoutMs: number | undefined,
  timeout: Words['timeout'],
): JsonObject {
  if (timeoutMs === undefined || !timeout) return {};
  return { [timeout.key]: timeout.unit === 's' ? Math.ceil(timeoutMs / 1000) : timeoutMs };
}

/** The client has no way to write `what` into its file. */
export function notExpressible(what: string): LoomError {
  return new LoomError('not-expressible', `This client's file cannot express ${what}.`);
}
