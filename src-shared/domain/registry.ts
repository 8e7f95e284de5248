import { z } from 'zod';
import { orEmpty } from './or-empty.ts';
import { defaultProfile, Profile } from './profile.ts';
import { ServerId, ServerSpec } from './server.ts';

/** What a profile is called in registry.yaml. */
export const ProfileName = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,64}$/, 'expected 1 to 64 letters, digits, "-" or "_"');

/** The whole of registry.yaml. The order of servers matters: it settles resource URI collisions. */
export const Registry = z.strictObject({
  servers: orEmpty(z.record(ServerId, ServerSpec), {}),
  profiles: orEmpty(z.record(ProfileName, Profile), {}),
});
export type Registry = z.output<typeof Registry>;

/** Whether there is a profile of that name; the default one need not stand in the file. */
export function hasProfile({ profiles }: Pick<Registry, 'profiles'>, name: string): boolean {
  return name === defaultProfile || Object.hasOwn(profiles, name);
}
