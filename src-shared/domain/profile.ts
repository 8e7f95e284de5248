import { z } from 'zod';

/** A named selection: which servers and tools a session may see. Tool patterns are exposed names. */
export const Profile = z.strictObject({
  servers: z
    .union([z.literal('*'), z.array(z.string())], 'expected "*" or a list of server names')
    .default('*'),
  tools: z
    .strictObject({
      allow: z.array(z.string()).optional(),
      deny: z.array(z.string()).optional(),
    })
    .optional(),
});
export type Profile = z.output<typeof Profile>;

/** What a session sees unless it names a profile; everything, unless the registry defines it. */
export const defaultProfile = 'default';
