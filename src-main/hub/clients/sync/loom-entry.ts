import type { Via } from '../../../../src-shared/domain/client.ts';
import { defaultProfile } from '../../../../src-shared/domain/profile.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { RemedyId } from '../../../../src-shared/remedies.ts';
import type { Dialect, EntryText, JsonObject } from '../client.ts';

/** The key of Loom's entry: letters only, which every client's name rule lets pass. */
export const loomName = 'loom';

/** The variable from which a client that can takes Loom's token. */
export const tokenVariable = 'LOOM_TOKEN';

/** How this hub is reached. */
export interface HubAddress {
  /** What clients launch: a program and its arguments, `proxy` first. */
  command: readonly string[];
  /** The MCP endpoint; undefined where HTTP is off. */
  http?: string | undefined;
  asksForToken: boolean;
}

export interface EntryWish {
  client: string;
  label: string;
  dialect: Dialect;
  platform: string;
  profile: string | undefined;
  via: Via;
  /** Why the client can only be given HTTP. */
  httpOnly?: string | undefined;
}

export interface LoomEntry {
  value: JsonObject;
  /** What it became, which may be other than was wished for; `notes` then say why. */
  via: Via;
  notes: string[];
  /** Keys that only the other form of the entry has. */
  foreign: string[];
}

/**
 * What Loom writes into a client's file. It never holds a secret: HTTP with a token only where the
 * client takes that from its own environment; otherwise the proxy, which needs none.
 *
 * @throws LoomError 'not-expressible' where the client can be given HTTP only, and not safely.
 */
export function loomEntry(wish: EntryWish, hub: HubAddress): LoomEntry {
  const { httpOnly, via } = wish;
  const http = httpValue(wish, hub);
  if (http.ok && (via === 'http' || httpOnly !== undefined)) {
    const { value, notes } = http;
    return { value, via: 'http', notes, foreign: foreignKeys(value, wish, hub) };
  }
  if (!http.ok && httpOnly !== undefined) {
    const text = `${httpOnly.replace(/\.$/, '')}, and ${http.reason}`;
    throw new LoomError('not-expressible', text, { remedy: http.remedy, remedyId: http.remedyId });
  }
  const value = proxyValue(wish, hub);
  const notes = via === 'http' && !http.ok ? [`Uses the proxy: ${http.reason}.`] : [];
  return { value, via: 'proxy', notes, foreign: foreignKeys(value, wish, hub) };
}

/** Keys that the entry may have of an earlier form, and must not have in this one. */
function foreignKeys(value: JsonObject, wish: EntryWish, hub: HubAddress): string[] {
  const { http } = wish.dialect;
  const entry = { name: loomName, transport: 'http', url: hub.http ?? '' } as const;
  const withToken = { Authorization: { prefix: 'Bearer ', fromEnv: tokenVariable } };
  const forms = [
    keysOf(() => proxyValue(wish, hub)),
    keysOf(() => http?.({ ...entry, headers: { Authorization: '' } })),
    keysOf(() => http?.({ ...entry, headers: withToken })),
  ];
  return [...new Set(forms.flat())].filter((key) => !Object.hasOwn(value, key));
}

/** None of a form that the client has no words for. */
function keysOf(make: () => JsonObject | undefined): string[] {
  try {
    return Object.keys(make() ?? {});
  } catch (error) {
    if (error instanceof LoomError) return [];
    throw error;
  }
}

function proxyValue(
  { client, dialect, platform, profile }: EntryWish,
  hub: HubAddress,
): JsonObject {
  const [program = 'loom', ...first] = hub.command;
  const args = [...first, '--client', client];
  if (profile !== undefined && profile !== defaultProfile) args.push('--profile', profile);
  // Without a shell, nothing has started such a file on Windows since the Node fix of 2024.
  const isScript = platform === 'win32' && /\.(cmd|bat)$/i.test(program);
  return dialect.stdio({
    name: loomName,
    command: isScript ? 'cmd' : program,
    args: isScript ? ['/c', program, ...args] : args,
    env: {},
  });
}

type HttpValue =
  | { ok: true; value: JsonObject; notes: string[] }
  | { ok: false; reason: string; remedy: string; remedyId: RemedyId };

function httpValue(wish: EntryWish, hub: HubAddress): HttpValue {
  const { dialect, label } = wish;
  if (!dialect.http) {
    return {
      ok: false,
      reason: `${label} takes no HTTP servers from this file`,
      ...viaProxy,
    };
  }
  if (hub.http === undefined) {
    return {
      ok: false,
      reason: 'HTTP is off in this hub',
      remedy: '`loom status` says why.',
      remedyId: 'turn-on-http',
    };
  }
  if (!hub.asksForToken) return withHeaders(wish, hub, {});
  if (!dialect.refersIn.includes('header')) {
    const reason = `${label} could keep Loom's token in plain text only`;
    return { ok: false, reason, ...viaProxy };
  }
  return withHeaders(wish, hub, {
    Authorization: { prefix: 'Bearer ', fromEnv: tokenVariable },
  });
}

const viaProxy = {
  remedy: 'Sync it with --via proxy: the proxy needs no token.',
  remedyId: 'use-proxy',
} as const;

function withHeaders(
  wish: EntryWish,
  hub: HubAddress,
  headers: Readonly<Record<string, EntryText>>,
): HttpValue {
  try {
    const value = wish.dialect.http?.({
      name: loomName,
      transport: 'http',
      url: addressFor(hub, wish.profile),
      headers,
    });
    const note =
      `${wish.label} reads Loom's token from the variable ${tokenVariable} of its own environment: ` +
      '`loom auth token-generate` makes one.';
    return { ok: true, value: value ?? {}, notes: Object.keys(headers).length > 0 ? [note] : [] };
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    return { ok: false, reason: error.message, ...viaProxy };
  }
}

function addressFor({ http = '' }: HubAddress, profile: string | undefined): string {
  if (profile === undefined || profile === defaultProfile) return http;
  return `${http}?profile=${encodeURIComponent(profile)}`;
}
