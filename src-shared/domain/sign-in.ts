import { z } from 'zod';
import { Cause } from './cause.ts';

/**
 * How things stand between Loom and a server that wants people to sign in (OAuth). Times are
 * milliseconds since the epoch. Never a token, and no address that would complete a sign-in.
 */
export const SignInView = z.discriminatedUnion('phase', [
  /** It refused a request for want of one. `scopes`: what it asked for. */
  z.object({ phase: z.literal('needed'), since: z.number(), scopes: z.array(z.string()) }),
  /** The answer of a browser is awaited, until then. */
  z.object({ phase: z.literal('waiting'), since: z.number(), until: z.number() }),
  z.object({
    phase: z.literal('failed'),
    since: z.number(),
    error: z.string(),
    remedy: z.string(),
    ...Cause.shape,
  }),
  z.object({
    phase: z.literal('signed-in'),
    since: z.number(),
    /** Who vouches for it: the authorization server. */
    issuer: z.string(),
    scopes: z.array(z.string()),
    /** Until when the server takes it; unknown where it does not say. */
    expiresAt: z.number().optional(),
    /** Loom renews it by itself. */
    renews: z.boolean(),
    /** What it asked for besides, for something that was not allowed. */
    wanted: z.array(z.string()),
  }),
]);
export type SignInView = z.output<typeof SignInView>;
