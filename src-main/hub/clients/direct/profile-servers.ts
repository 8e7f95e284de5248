import { defaultProfile } from '../../../../src-shared/domain/profile.ts';
import type { Registry } from '../../../../src-shared/domain/registry.ts';
import { LoomError } from '../../../../src-shared/errors.ts';

/**
 * The servers that a profile offers, in the registry's order, those switched off too.
 *
 * @throws {LoomError} `not-found`: there is no such profile.
 */
export function profileServers(
  { servers, profiles }: Registry,
  name: string = defaultProfile,
): Registry['servers'] {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (!profile && name !== defaultProfile) {
    throw new LoomError('not-found', `there is no profile "${name}" in registry.yaml`, {
      remedy: `There are: ${[...new Set([defaultProfile, ...Object.keys(profiles)])].join(', ')}.`,
    });
  }
  const chosen = profile?.servers ?? '*';
  if (chosen === '*') return servers;
  return Object.fromEntries(Object.entries(servers).filter(([id]) => chosen.includes(id)));
}
