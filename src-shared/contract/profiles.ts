import { z } from 'zod';
import { Profile } from '../domain/profile.ts';
import { call } from './base.ts';

/** A tool as a session of a profile would see it. */
const ProfileTool = z.object({
  /** Exposed. */
  name: z.string(),
  server: z.string(),
  upstreamName: z.string(),
  description: z.string().optional(),
  /** What its definition costs a model, estimated: about one token per four characters of JSON. */
  tokens: z.number(),
  isVisible: z.boolean(),
});

const ProfileView = z.object({
  name: z.string(),
  profile: Profile,
  /** `default` exists without being written down. */
  isWritten: z.boolean(),
  tools: z.number(),
  tokens: z.number(),
  /** Clients that were synced with it or are connected with it; tokens that are bound to it. */
  clients: z.array(z.string()),
  boundTokens: z.array(z.string()),
});

export const profiles = {
  list: call.output(z.array(ProfileView)),
  /** Every tool of every server, and which of them the profile shows; also of one not saved yet. */
  view: call.input(z.object({ name: z.string(), draft: Profile.optional() })).output(
    z.object({
      tools: z.array(ProfileTool),
      /** Known limits of clients: most tools, longest name. */
      limits: z.array(
        z.object({
          client: z.string(),
          label: z.string(),
          tools: z.number().optional(),
          toolName: z.number().optional(),
          note: z.string().optional(),
        }),
      ),
    }),
  ),
  /** Writes it into registry.yaml, the rest of the file kept as it is. */
  set: call.input(z.object({ name: z.string(), profile: Profile })).output(ProfileView),
  remove: call.input(z.object({ name: z.string() })).output(z.object({ removed: Profile })),
};
