import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import {
  ActivityBucket,
  ActivityFilter,
  ActivityRank,
  CallDetails,
  CallRecord,
} from '../domain/activity.ts';
import { call } from './base.ts';

export const activity = {
  /** Newest first. `before`: the last id of the page before. `total` counts up to 100,000. */
  list: call
    .input(
      z.object({
        filter: ActivityFilter,
        before: z.number().optional(),
        limit: z.int().min(1).max(1000).default(200),
      }),
    )
    .output(
      z.object({
        calls: z.array(CallRecord),
        total: z.number(),
        /** Whether recording is off, or something keeps it from recording. */
        notRecording: z.string().optional(),
        /** Calls that came too fast to be written down one by one. */
        skipped: z.number(),
      }),
    ),
  get: call.input(z.object({ id: z.number() })).output(CallDetails),
  /** Every call from now on, in small batches. Ends when the log is cleared. */
  follow: call
    .input(z.object({ filter: ActivityFilter }))
    .output(eventIterator(z.array(CallRecord))),
  /**
   * Of the span up to now: a line over time, and ranks by server, tool and client. Buckets begin at
   * multiples of their width, and the last one is that of now. The filter's times count to the
   * millisecond.
   */
  stats: call
    .input(
      z.object({
        filter: ActivityFilter,
        spanMs: z.number().positive(),
        buckets: z.int().min(1).max(500).default(60),
      }),
    )
    .output(
      z.object({
        buckets: z.array(ActivityBucket),
        servers: z.array(ActivityRank),
        /** Named `server tool`, with one space. */
        tools: z.array(ActivityRank),
        clients: z.array(ActivityRank),
        all: ActivityRank.omit({ name: true }),
        /** The minute in which the first of these calls began. */
        firstAt: z.number().optional(),
      }),
    ),
  /**
   * JSON lines, oldest first, of up to 100,000 calls, with what is kept of their payloads: the newest
   * ones where there are more, or where the text would be longer than 64 MB.
   */
  export: call
    .input(z.object({ filter: ActivityFilter }))
    .output(z.object({ text: z.string(), calls: z.number(), hasMore: z.boolean() })),
  clear: call.output(z.object({ removed: z.number() })),
};
