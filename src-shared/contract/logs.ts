import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { call } from './base.ts';

export const LogLine = z.object({
  at: z.number(),
  /** The server that wrote it, or undefined for the hub itself. */
  server: z.string().optional(),
  /** The instance's pid, where it has one. */
  pid: z.number().optional(),
  text: z.string(),
});
export type LogLine = z.output<typeof LogLine>;

const filter = z.object({ server: z.string().optional() });

export const logs = {
  /** What the ring buffers still hold, oldest first. */
  recent: call.input(filter).output(z.array(LogLine)),
  /** Lines written from now on. */
  follow: call.input(filter).output(eventIterator(LogLine)),
};
