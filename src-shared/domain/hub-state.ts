import { z } from 'zod';
import { Cause } from './cause.ts';
import { ClientStatus } from './client.ts';
import { Era, EraVerdict } from './era.ts';
import { SignInView } from './sign-in.ts';

/** A running or ended connection to a server. Times are milliseconds since the epoch. */
export const InstanceState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('starting'), since: z.number() }),
  z.object({ phase: z.literal('ready'), since: z.number() }),
  z.object({ phase: z.literal('stopping'), since: z.number() }),
]);
export type InstanceState = z.output<typeof InstanceState>;

export const InstanceView = z.object({
  /**
   * What it serves: `shared`, a project folder, or a session; after `modern:` where it speaks that era
   * over HTTP.
   */
  key: z.string(),
  state: InstanceState,
  /** How the server speaks on it; unknown before it is ready. */
  era: Era.optional(),
  pid: z.number().optional(),
  sessions: z.number(),
  callsInFlight: z.number(),
  lastUsedAt: z.number(),
  /** When it is stopped if nobody uses it before; undefined while something holds it, or for ever. */
  stopsAt: z.number().optional(),
});
export type InstanceView = z.output<typeof InstanceView>;

/** What a server waits for: a secret, the store that holds it, or a person's sign-in. */
export const Lack = z.discriminatedUnion('of', [
  z.object({ of: z.literal('secret'), name: z.string().optional() }),
  z.object({ of: z.literal('sign-in') }),
  z.object({
    of: z.literal('store'),
    store: z.enum(['file', 'keychain']),
    to: z.enum(['be-unlocked', 'be-repaired', 'be-available']),
  }),
]);
export type Lack = z.output<typeof Lack>;

/** Whether a server can serve, with the evidence. */
export const ServerHealth = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('disabled') }),
  /** No instance runs; one starts on first use. */
  z.object({ phase: z.literal('idle'), since: z.number() }),
  z.object({ phase: z.literal('starting'), since: z.number() }),
  z.object({ phase: z.literal('ready'), since: z.number() }),
  z.object({
    phase: z.literal('backing-off'),
    since: z.number(),
    attempt: z.number(),
    retryAt: z.number(),
    error: z.string(),
    remedy: z.string().optional(),
    ...Cause.shape,
  }),
  /** It lacks a secret, and is not broken: it starts by itself once it can have it. */
  z.object({
    phase: z.literal('waiting'),
    since: z.number(),
    /** Completes "waits for": `secret TOKEN`, `the keychain to be unlocked`. */
    awaits: z.string(),
    /** The same for other languages. */
    lack: Lack.optional(),
    error: z.string(),
    remedy: z.string(),
    ...Cause.shape,
  }),
  /** The breaker is open: nothing is tried until someone restarts it or changes its definition. */
  z.object({
    phase: z.literal('failed'),
    since: z.number(),
    error: z.string(),
    remedy: z.string(),
    ...Cause.shape,
  }),
]);
export type ServerHealth = z.output<typeof ServerHealth>;

export const ServerView = z.object({
  id: z.string(),
  title: z.string().optional(),
  transport: z.enum(['stdio', 'http', 'sse']),
  /** The full command line or URL, references unresolved. */
  target: z.string(),
  scope: z.enum(['auto', 'shared', 'project', 'session']),
  interactive: z.boolean(),
  /** How it can be spoken to, as far as that is known. */
  era: EraVerdict.optional(),
  health: ServerHealth,
  /** Left out where it asks nobody to sign in, as far as that is known. */
  signIn: SignInView.optional(),
  instances: z.array(InstanceView),
  /** Counts of the cached surface; undefined while none was ever fetched. */
  surface: z
    .object({
      tools: z.number(),
      resources: z.number(),
      templates: z.number(),
      prompts: z.number(),
      fetchedAt: z.number(),
    })
    .optional(),
  calls: z.number(),
  errors: z.number(),
  lastUsedAt: z.number().optional(),
  /** Milliseconds, of its last calls since the hub's start; cancelled ones do not count. */
  latency: z.object({ p50: z.number(), p95: z.number() }).optional(),
  /** How many calls in each two minutes of the last hour, the oldest first; left out without any. */
  lastHour: z.array(z.number()).optional(),
  /** The last thing the server did wrong without failing, such as garbage on stdout. */
  warning: z.object({ at: z.number(), text: z.string() }).optional(),
});
export type ServerView = z.output<typeof ServerView>;

export const SessionView = z.object({
  id: z.string(),
  client: z.string(),
  version: z.string().optional(),
  carrier: z.enum(['socket', 'http']),
  /** How its last request spoke; unknown before the first. */
  era: Era.optional(),
  profile: z.string(),
  project: z.string().optional(),
  pid: z.number().optional(),
  connectedAt: z.number(),
  callsInFlight: z.number(),
});
export type SessionView = z.output<typeof SessionView>;

/** Something that needs a person: a broken file, an unwritable folder. */
export const HubProblem = z.object({
  at: z.number(),
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  remedyId: Cause.shape.remedyId,
  file: z.string().optional(),
  line: z.number().optional(),
  column: z.number().optional(),
});
export type HubProblem = z.output<typeof HubProblem>;

/** The hub at one moment: what the console shows and `loom status` prints. */
export const HubState = z.object({
  version: z.string(),
  pid: z.number(),
  startedAt: z.number(),
  host: z.enum(['headless', 'desktop']),
  /** Whether it can start itself again. */
  canRestart: z.boolean().optional(),
  /** Since when no server may run, until somebody resumes it or the hub starts again. */
  pausedSince: z.number().optional(),
  endpoint: z.object({
    /** Path of the Unix socket or named pipe. */
    socket: z.string(),
    /** The MCP endpoint, such as `http://127.0.0.1:8088/mcp`; undefined where HTTP is off. */
    http: z.string().optional(),
    /** Whether clients over HTTP must present a token. */
    asksForToken: z.boolean().optional(),
    /** The command line for clients that start their servers; `loom proxy` where undefined. */
    proxy: z.array(z.string()).optional(),
  }),
  files: z.object({ registry: z.string(), config: z.string(), state: z.string() }),
  servers: z.array(ServerView),
  sessions: z.array(SessionView),
  /** Those that Loom was written into, or that have called. */
  clients: z.array(ClientStatus),
  problems: z.array(HubProblem),
});
export type HubState = z.output<typeof HubState>;
