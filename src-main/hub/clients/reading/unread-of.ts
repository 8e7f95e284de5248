import {
  decoration,
  headerVariables,
  keyringVariables,
  passedVariables,
  times,
  tokenVariables,
  words,
} from './entry-words.ts';
import type { FoundServer } from './found-server.ts';
import { isObject } from './is-object.ts';
import { isTime } from './time-in.ts';

type Entry = Readonly<Record<string, unknown>>;

const timeKeys = [...Object.keys(times.call), ...Object.keys(times.start), 'timeout'];
const always: readonly string[] = [
  ...words.type,
  ...words.httpUrl,
  ...words.url,
  ...words.envFile,
  ...words.on,
  ...words.off,
  ...words.allow,
  ...words.deny,
  ...words.oauth,
  ...keyringVariables,
  ...timeKeys,
  'tools',
  'scopes',
];
const localOnly: readonly string[] = [
  ...words.command,
  ...words.args,
  ...words.env,
  ...words.cwd,
  ...passedVariables,
];
const remoteOnly: readonly string[] = [
  ...words.headers,
  ...words.requests,
  ...headerVariables,
  ...tokenVariables,
  'apiKey',
  'api_key_header',
  'api_key_format',
];

/** Members of an entry that say something which is not read, by key; in objects `outer.inner`. */
export function unreadOf(entry: Entry, transport: FoundServer['transport']): string[] {
  const known = new Set([...always, ...(transport === 'stdio' ? localOnly : remoteOnly)]);
  const said = Object.entries(entry).filter(([, value]) => !isNothing(value));
  const unknown = said.filter(([key]) => !known.has(key) && !decoration.has(key));
  const odd = said.filter(([key, value]) => known.has(key) && !isReadable(key, value));
  const keys = [...unknown, ...odd].map(([key]) => key);
  // One word of several for the same is read: others only matter where they say something else.
  const shadowed = groups
    .flatMap((group) => shadowedIn(group, entry))
    .filter((key) => known.has(key));
  const inner = words.requests.flatMap((key) => (known.has(key) ? besideHeaders(key, entry) : []));
  return [...new Set([...keys, ...shadowed, ...inner, ...refusedSignIn(entry)])];
}

/** Says nothing: `false`, `null`, an empty text, list or map. */
function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : !value;
}

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === 'string';
const isList: Check = (value) => Array.isArray(value) && value.every(isText);
const isMap: Check = (value) => isObject(value) || Array.isArray(value);

const readable: readonly [readonly string[], Check][] = [
  [[...words.on, ...words.off], (value) => typeof value === 'boolean'],
  [[...words.allow, ...words.deny], isList],
  [['tools'], (value) => isList(value) || value === '*'],
  [[...words.env, ...words.headers, ...words.requests], isMap],
  [[...words.cwd, ...words.envFile], isText],
  [['scopes'], (value) => isText(value) || isList(value)],
  [
    words.oauth,
    (value) => isObject(value) && hasMember(value, [...words.clientId, ...words.scopes]),
  ],
  [timeKeys, isTime],
];

function isReadable(key: string, value: unknown): boolean {
  return readable.every(([keys, check]) => !keys.includes(key) || check(value));
}

function hasMember(value: Entry, keys: readonly string[]): boolean {
  return keys.some((key) => !isNothing(value[key]));
}

const groups: readonly (readonly string[])[] = [
  words.command,
  words.args,
  words.env,
  words.cwd,
  words.envFile,
  [...words.httpUrl, ...words.url],
  words.headers,
  words.requests,
  [...words.allow, 'tools'],
  words.deny,
  words.oauth,
  [...Object.keys(times.call), 'timeout'],
  Object.keys(times.start),
];

function shadowedIn(group: readonly string[], entry: Entry): string[] {
  const [first, ...others] = group.filter((key) => !isNothing(entry[key]));
  const text = JSON.stringify(first === undefined ? undefined : entry[first]);
  return others.filter((key) => JSON.stringify(entry[key]) !== text);
}

/** How a request is made, such as Continue's `requestOptions.verifySsl`; here `false` counts. */
function besideHeaders(key: string, entry: Entry): string[] {
  const request = entry[key];
  return Object.entries(isObject(request) ? request : {})
    .filter(([name, value]) => !includes(words.headers, name) && value != null)
    .map(([name]) => `${key}.${name}`);
}

/** opencode's `oauth: false`: nobody is to be asked to sign in. */
function refusedSignIn(entry: Entry): string[] {
  return words.oauth.filter((key) => entry[key] === false);
}

function includes(list: readonly string[], key: string): boolean {
  return list.includes(key);
}
