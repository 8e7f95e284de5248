import { z } from 'zod';
import { Cause } from './cause.ts';
import { Lack } from './hub-state.ts';

/** What happened, so that it can be said in any language. */
export const RecentEvent = z.enum([
  'server-started',
  'server-stopped',
  'server-disabled',
  'server-failed',
  'server-retrying',
  'server-waiting',
  'server-added',
  'server-changed',
  'server-removed',
  'profiles-changed',
  'client-connected',
  'client-disconnected',
  'entry-written',
  'entry-taken-out',
  'entry-taken-back',
  'entry-put-back',
  'secret-set',
  'secret-removed',
  'secret-adopted',
  'secrets-encrypted',
  'token-made',
  'token-revoked',
  'problem',
  'problem-settled',
]);
export type RecentEvent = z.output<typeof RecentEvent>;

/** Something that changed, for people. */
export const RecentChange = z.object({
  at: z.number(),
  kind: z.enum(['server', 'registry', 'client', 'secret', 'token', 'hub']),
  /** What it is about, such as a server's name. */
  about: z.string(),
  /** In English, complete. */
  text: z.string(),
  tone: z.enum(['ok', 'attention', 'failed', 'plain']),
  event: RecentEvent,
  /** What the event's word leaves open: an error's own text, a file. */
  detail: z.string().optional(),
  /** What a server waits for. */
  lack: Lack.optional(),
  ...Cause.shape,
});
export type RecentChange = z.output<typeof RecentChange>;
