import { z } from 'zod';
import { call } from './base.ts';

export const tools = {
  /** As a client with that profile sees them; starts servers whose surface is not cached. */
  list: call
    .input(z.object({ server: z.string().optional(), profile: z.string().optional() }))
    .output(
      z.array(
        z.object({
          name: z.string(),
          server: z.string(),
          upstreamName: z.string(),
          /** The tool as the server describes it, under its exposed name. */
          definition: z.unknown(),
        }),
      ),
    ),
  /** Calls a tool through the router, as a client would. `result` is the raw CallToolResult. */
  call: call
    .input(
      z.object({
        name: z.string(),
        arguments: z.record(z.string(), z.unknown()),
        profile: z.string().optional(),
        /** The folder that `${project}` stands for. */
        project: z.string().optional(),
      }),
    )
    .output(z.object({ result: z.unknown() })),
};
