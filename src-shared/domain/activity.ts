import { z } from 'zod';
import { Era } from './era.ts';

/** How a call ended. `tool-error`: the tool itself said so; `error`: it was never really run. */
export const CallOutcome = z.enum(['ok', 'tool-error', 'error', 'cancelled']);
export type CallOutcome = z.output<typeof CallOutcome>;

/** One call that went through the hub. Times are milliseconds since the epoch, spans milliseconds. */
export const CallRecord = z.object({
  /** Grows with time; the hub's own, for good. */
  id: z.number(),
  at: z.number(),
  client: z.string(),
  session: z.string(),
  era: Era.optional(),
  profile: z.string(),
  /** Empty where it named something that no server has. */
  server: z.string(),
  kind: z.enum(['tool', 'prompt', 'resource', 'other']),
  /** What the server calls it: a tool's name, a resource's URI, a method. */
  name: z.string(),
  durationMs: z.number(),
  requestBytes: z.number(),
  resultBytes: z.number(),
  outcome: CallOutcome,
  /** What the error said, secrets masked, cut. */
  error: z.string().optional(),
});
export type CallRecord = z.output<typeof CallRecord>;

/** A call with what was kept of its payloads: masked, cut at a size, or not at all. */
export const CallDetails = CallRecord.extend({
  arguments: z.string().optional(),
  result: z.string().optional(),
  /** Of these, what is not whole. */
  cut: z.array(z.enum(['arguments', 'result'])),
  /** Why payloads are missing, where they are. */
  withheld: z.string().optional(),
  project: z.string().optional(),
});
export type CallDetails = z.output<typeof CallDetails>;

/** Which calls; all conditions hold. */
export const ActivityFilter = z.object({
  /** Words in name, server, client, error and payloads. */
  text: z.string().optional(),
  server: z.string().optional(),
  client: z.string().optional(),
  name: z.string().optional(),
  outcome: z.array(CallOutcome).optional(),
  since: z.number().optional(),
  until: z.number().optional(),
});
export type ActivityFilter = z.output<typeof ActivityFilter>;

/** Charts: what happened in one span of time. */
export const ActivityBucket = z.object({
  /** Its start. */
  at: z.number(),
  calls: z.number(),
  errors: z.number(),
  p50: z.number().optional(),
  p95: z.number().optional(),
});
export type ActivityBucket = z.output<typeof ActivityBucket>;

/** How one server or tool did. */
export const ActivityRank = ActivityBucket.omit({ at: true }).extend({ name: z.string() });
export type ActivityRank = z.output<typeof ActivityRank>;
