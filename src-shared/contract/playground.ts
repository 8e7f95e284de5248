import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { call } from './base.ts';

/** What happens during a run, in order; the last one is `done`. */
export const RunEvent = z.discriminatedUnion('type', [
  /** The request as it went to the hub: JSON-RPC. */
  z.object({ type: z.literal('started'), run: z.string(), request: z.unknown() }),
  z.object({
    type: z.literal('progress'),
    progress: z.number(),
    total: z.number().optional(),
    message: z.string().optional(),
  }),
  z.object({ type: z.literal('log'), level: z.string(), data: z.unknown() }),
  /** The server asks: answer it with `playground.answer`. */
  z.object({
    type: z.literal('question'),
    id: z.string(),
    method: z.enum(['elicitation/create', 'sampling/createMessage', 'roots/list']),
    params: z.unknown(),
  }),
  /** The server does not want an answer to that question any more. */
  z.object({ type: z.literal('withdrawn'), id: z.string() }),
  z.object({
    type: z.literal('done'),
    /** Milliseconds. */
    tookMs: z.number(),
    /** The answer as it came: JSON-RPC, with `result` or `error`. */
    response: z.unknown(),
    /** Its exact text, where `response` printed again is another: large numbers, spaces, escapes. */
    text: z.string().optional(),
    bytes: z.number(),
  }),
]);
export type RunEvent = z.output<typeof RunEvent>;

export const RunRequest = z.object({
  method: z.enum(['tools/call', 'prompts/get', 'resources/read', 'completion/complete']),
  /** As a client would send it, under exposed names. */
  params: z.record(z.string(), z.unknown()),
  profile: z.string().optional(),
  project: z.string().optional(),
  /**
   * Runs that follow each other under one name are one client to servers, so that what a server keeps
   * of its client is there for the next; made up by the caller, and forgotten a minute after the last.
   */
  session: z.string().max(64).optional(),
});
export type RunRequest = z.output<typeof RunRequest>;

export const playground = {
  /** Runs as a client that can be asked everything; ending the stream cancels it. */
  run: call.input(RunRequest).output(eventIterator(RunEvent)),
  /** What a person answers to a question of a run: the JSON-RPC result, or a refusal. */
  answer: call
    .input(
      z.object({
        run: z.string(),
        id: z.string(),
        result: z.record(z.string(), z.unknown()).optional(),
        refused: z.boolean().optional(),
      }),
    )
    .output(z.object({ taken: z.boolean() })),
  /** Everything that a session of a profile could use, with schemas. */
  surface: call
    .input(z.object({ profile: z.string().optional(), server: z.string().optional() }))
    .output(
      z.object({
        /** Definitions as clients see them, under exposed names. */
        tools: z.array(z.object({ server: z.string(), definition: z.unknown() })),
        prompts: z.array(z.object({ server: z.string(), definition: z.unknown() })),
        resources: z.array(z.object({ server: z.string(), definition: z.unknown() })),
        templates: z.array(z.object({ server: z.string(), definition: z.unknown() })),
      }),
    ),
};
