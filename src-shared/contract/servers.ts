import { z } from 'zod';
import { ServerView } from '../domain/hub-state.ts';
import { ServerId } from '../domain/server.ts';
import { call } from './base.ts';

const byId = z.object({ id: z.string() });

/** `project`: the folder that `${project}` stands for, where the definition needs one. */
const startable = byId.extend({ project: z.string().optional() });

/** An entry as it stands in registry.yaml, without defaults; the hub checks it against `ServerSpec`. */
const ServerEntry = z.record(z.string(), z.unknown());

/** A server with all that is known of it. */
export const ServerDetails = z.object({
  view: ServerView,
  entry: ServerEntry,
  /** The raw result of `initialize` or `server/discover`, as the server last sent it. */
  initialize: z.unknown().optional(),
  tools: z.array(
    z.object({ name: z.string(), upstreamName: z.string(), description: z.string().optional() }),
  ),
  resources: z.array(z.object({ uri: z.string(), name: z.string().optional() })),
  templates: z.array(z.object({ uriTemplate: z.string(), name: z.string().optional() })),
  prompts: z.array(
    z.object({ name: z.string(), upstreamName: z.string(), description: z.string().optional() }),
  ),
  /** All that it lists, also what its entry switches off; `name` is the exposed one of the others. */
  everyTool: z
    .array(
      z.object({
        upstreamName: z.string(),
        name: z.string().optional(),
        definition: z.unknown(),
        /** What its definition costs a model, estimated. */
        tokens: z.number(),
      }),
    )
    .optional(),
  stderr: z.array(z.string()),
});
export type ServerDetails = z.output<typeof ServerDetails>;

export const servers = {
  list: call.output(z.array(ServerView)),
  get: call.input(byId).output(ServerDetails),
  /** Writes the entry into registry.yaml, keeping the rest of the file as it is. */
  add: call.input(z.object({ id: ServerId, entry: ServerEntry })).output(ServerView),
  /** `bundleFolder`: what its bundle was unpacked into, which goes soon, since nothing else uses it. */
  remove: call
    .input(byId)
    .output(z.object({ removed: ServerEntry, bundleFolder: z.string().optional() })),
  /** Gives an entry in registry.yaml another content; comments and order of what stays are kept. */
  update: call.input(z.object({ id: z.string(), entry: ServerEntry })).output(ServerView),
  setEnabled: call.input(z.object({ id: z.string(), enabled: z.boolean() })).output(ServerView),
  /** Starts an instance and fetches its surface; fails with what the server said. */
  start: call.input(startable).output(ServerView),
  stop: call.input(byId).output(ServerView),
  /** Stops what runs, closes the breaker and starts anew. */
  restart: call.input(startable).output(ServerView),
  /**
   * Begins to sign in to a server over HTTP (OAuth): the caller opens `url` in a browser until
   * `expiresAt`, and follows `signIn` in the hub's state. One on the hub's machine comes back by
   * itself, for others see `finishSignIn`. What was begun before is given up.
   */
  signIn: call.input(byId).output(z.object({ url: z.string(), expiresAt: z.number() })),
  /**
   * Completes it where the browser is on another machine and its last page did not open: `address`
   * is that page's. Of any other address nothing is taken, and the sign-in goes on waiting.
   */
  finishSignIn: call
    .input(z.object({ id: z.string(), address: z.string().max(16_384) }))
    .output(ServerView),
  cancelSignIn: call.input(byId).output(ServerView),
  /** Forgets its tokens; `isRevoked`: the authorization server has taken note. */
  signOut: call.input(byId).output(z.object({ isRevoked: z.boolean() })),
};
