import { z } from 'zod';
import { parseAddress } from './address.ts';
import { ByteSize } from './byte-size.ts';
import { Heal } from './client.ts';
import { Duration } from './duration.ts';
import { orEmpty } from './or-empty.ts';

/** Who may call over HTTP. `issuer` names the OAuth authorization server (RFC 9728). */
export const AuthConfig = z.strictObject({
  type: z.enum(['token', 'oidc', 'mtls', 'oauth2']).optional(),
  issuer: z.url({ protocol: /^https?$/, error: 'expected an http or https URL' }).optional(),
});

const Origin = z
  .string()
  .regex(
    /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s*]+(:\*)?$/i,
    'expected an origin such as "http://localhost:3000", or "http://localhost:*" for any port',
  );

export const HttpConfig = z.strictObject({
  enabled: z.boolean().default(true),
  /** `host:port`; port 0 takes a free one. */
  address: z
    .string()
    .refine((text) => parseAddress(text) !== undefined, 'expected "host:port" or ":port"')
    .default('127.0.0.1:8088'),
  /** Origins with an optional `:*` for any port. */
  allowed_origins: z
    .array(Origin)
    .default(['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*']),
  session_timeout_minutes: z.number().positive().max(30_000).default(30),
  max_sessions: z.int().positive().default(1000),
  tls_cert_file: z.string().optional(),
  tls_key_file: z.string().optional(),
  auth: orEmpty(AuthConfig, {}),
});

export const LimitsConfig = z.strictObject({
  /** Longest single message, in either direction. */
  max_message: ByteSize.default(128 * 1024 * 1024),
  idle_stop: Duration.default(600_000),
  start_timeout: Duration.default(300_000),
  max_concurrent: z.int().min(1).default(100),
  /** How long a first list waits for servers that have no cached surface yet. */
  list_wait: Duration.default(5_000),
  /** How long a call waits for its client's answer to a server's question (2026-07-28 clients). */
  input_wait: Duration.default(600_000),
  /** How long calls may finish after the hub was told to stop. */
  drain: Duration.default(3_000),
  /** Longest composed `instructions` text, in characters. */
  instructions: z.int().min(0).default(16_000),
  /** stderr kept per server. */
  stderr_buffer: ByteSize.default(256 * 1024),
});

const ClientsConfig = z.strictObject({
  /** What the guardian does when a client or a person changes Loom's entry in a client's file. */
  heal: Heal.default('ask'),
});

const LogConfig = z.strictObject({
  level: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

/**
 * Where secrets are kept. `auto`: the system's keychain where there is one, else an encrypted file,
 * and then the hub says so. `env`: only in variables `LOOM_SECRET_…`.
 */
const VaultConfig = z.strictObject({
  type: z.enum(['auto', 'keychain', 'file', 'env']).default('auto'),
});

const mostPayload = 1024 * 1024;

/** What is kept of the calls that go through the hub, and for how long. */
export const ActivityConfig = z.strictObject({
  enabled: z.boolean().default(true),
  keep_days: z.number().positive().max(3_650).default(30),
  max_calls: z.int().positive().default(1_000_000),
  /** The oldest calls go when the file is larger. */
  max_size: ByteSize.default(1024 ** 3),
  /**
   * `none`: no arguments and results. `masked`: without values that are named like credentials.
   * `full`: as they are. The vault's secrets are hidden in all of them.
   */
  payloads: z.enum(['none', 'masked', 'full']).default('masked'),
  /** Arguments and results are cut behind it. */
  max_payload: ByteSize.refine((bytes) => bytes <= mostPayload, 'expected at most "1MB"').default(
    16 * 1024,
  ),
});
export type ActivityConfig = z.output<typeof ActivityConfig>;

/** The whole of config.yaml, with every default filled in. */
export const Config = z.strictObject({
  http: orEmpty(HttpConfig, {}),
  /** `prefix`: `server__tool` always; `bare`: the upstream name, prefixed only on collision. */
  naming: z.enum(['prefix', 'bare']).default('prefix'),
  limits: orEmpty(LimitsConfig, {}),
  vault: orEmpty(VaultConfig, {}),
  clients: orEmpty(ClientsConfig, {}),
  log: orEmpty(LogConfig, {}),
  activity: orEmpty(ActivityConfig, {}),
});
export type Config = z.output<typeof Config>;
