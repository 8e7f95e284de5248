import { z } from 'zod';
import { Duration } from './duration.ts';
import { Era } from './era.ts';
import { orEmpty } from './or-empty.ts';
import { referenceProblem } from './references.ts';

/**
 * A server's name in the registry. It becomes part of tool names, so it is short, and neither
 * contains `__` nor ends in `_`: `server__tool` stays unambiguous.
 */
export const ServerId = z
  .string()
  .regex(
    /^(?!.*__)[a-zA-Z0-9](?:[a-zA-Z0-9_-]{0,30}[a-zA-Z0-9-])?$/,
    'expected 1 to 32 letters, digits, "-" or "_" (no "__", not "_" at an end)',
  );

const ToolName = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,50}$/, 'expected 1 to 50 letters, digits, "-" or "_"');

/** Upstream names and what the tools are called in their place, each by a name of its own. */
const ToolNames = z.record(z.string(), ToolName).superRefine((names, context) => {
  const taken = new Set<string>();
  for (const [upstream, name] of Object.entries(names)) {
    const message = 'another tool of this server has been given this name';
    if (taken.has(name)) context.addIssue({ code: 'custom', path: [upstream], message });
    taken.add(name);
  }
});

/**
 * Which of a server's tools are offered; patterns are upstream names, `*` matches any run. What
 * `rename` calls otherwise is exposed as `server__newName`.
 */
export const ToolFilter = z.strictObject({
  allow: z.array(z.string()).optional(),
  deny: z.array(z.string()).optional(),
  rename: ToolNames.optional(),
});

const common = {
  enabled: z.boolean().default(true),
  /** Shown to people; the registry key names the server everywhere else. */
  title: z.string().optional(),
  scope: z.enum(['auto', 'shared', 'project', 'session']).default('auto'),
  start: z.enum(['on_demand', 'eager']).default('on_demand'),
  /** How long an instance may do nothing before it is stopped; `0s` means never. */
  idle_stop: Duration.optional(),
  /** From spawn or connect to the `initialize` answer; long, since `npx` may download first. */
  start_timeout: Duration.optional(),
  /** Longest wait for one call's answer; none by default, since clients have their own. */
  call_timeout: Duration.optional(),
  /** Calls in flight at once per instance; more wait in a queue that is fair to every session. */
  max_concurrent: z.int().min(1).max(10_000).optional(),
  tools: ToolFilter.optional(),
};

/** How a server is spoken to; `auto` finds out. The old SSE transport is legacy and has no such key. */
const EraChoice = z.enum(['auto', ...Era.options]);

/** Text that may hold references (design.md section 5); what looks like one must be one. */
const Text = z.string().superRefine((text, context) => {
  const problem = referenceProblem(text);
  if (!problem) return;
  context.addIssue({ code: 'custom', message: problem.text, params: { quiet: problem.quiet } });
});

const NonEmpty = Text.min(1);

const Environment = z.record(
  z.string().regex(/^[^=\0]+$/, 'expected the name of an environment variable'),
  Text,
);

const Headers = z.record(
  z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, 'expected the name of an HTTP header'),
  Text.regex(/^[^\r\n\0]*$/, 'expected a single line'),
);

/** References may stand for all or part of it, so the rest is checked when it is used. */
const Url = Text.regex(/^(https?:\/\/[^\s/]|\$\{)/i, 'expected an http or https URL');

/**
 * How Loom introduces itself where the server wants people to sign in (OAuth). Without any of it Loom
 * finds out, and registers by itself; an `Authorization` header of the entry's own switches it off.
 */
const SignIn = z
  .strictObject({
    /** Of an application that was registered by hand. */
    client_id: NonEmpty.optional(),
    client_secret: NonEmpty.optional(),
    /** The one authorization server to sign in at: a secret goes to no other that a server may name. */
    issuer: Url.optional(),
    /** Where a document describes this Loom, for authorization servers that take its address as id. */
    client_metadata_url: Text.regex(
      /^https:\/\/[^/]+\/./,
      'expected an https URL with a path',
    ).optional(),
    /** What is asked for; what the server wants where left out. */
    scopes: z.array(Text.regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'expected a scope')).optional(),
    /** For applications whose registered address is `http://127.0.0.1:<port>/callback`; any by default. */
    redirect_port: z.int().min(1).max(65_535).optional(),
  })
  .refine(({ client_secret, issuer }) => client_secret === undefined || issuer !== undefined, {
    path: ['issuer'],
    error: 'expected the address of the authorization server that client_secret is for',
  });

export const StdioServer = z.strictObject({
  transport: z.literal('stdio'),
  command: NonEmpty,
  args: orEmpty(z.array(Text), []),
  env: orEmpty(Environment, {}),
  cwd: NonEmpty.optional(),
  /** Arguments may hold secrets, although every user of the machine can list them. */
  allow_secret_in_args: z.boolean().optional(),
  era: EraChoice.default('auto'),
  ...common,
});

export const HttpServer = z.strictObject({
  transport: z.literal('http'),
  url: Url,
  headers: orEmpty(Headers, {}),
  auth: SignIn.optional(),
  era: EraChoice.default('auto'),
  ...common,
});

export const SseServer = z.strictObject({
  transport: z.literal('sse'),
  url: Url,
  headers: orEmpty(Headers, {}),
  auth: SignIn.optional(),
  ...common,
});

/** One entry under `servers` in registry.yaml, defaults filled in, references unresolved. */
export const ServerSpec = z.discriminatedUnion('transport', [StdioServer, HttpServer, SseServer]);

export type ServerSpec = z.output<typeof ServerSpec>;
export type StdioServer = z.output<typeof StdioServer>;
export type HttpServer = z.output<typeof HttpServer>;
export type SseServer = z.output<typeof SseServer>;
export type SignInChoice = z.output<typeof SignIn>;

/** The era that a server is held to; `auto` where that has to be found out. */
export function eraChoice(spec: ServerSpec): 'auto' | Era {
  return spec.transport === 'sse' ? 'legacy' : spec.era;
}
