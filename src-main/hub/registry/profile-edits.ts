import { isDeepStrictEqual } from 'node:util';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { ProfileName, type Registry } from '../../../src-shared/domain/registry.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { changeYaml } from './change-yaml.ts';
import { memberOf } from './known-keys.ts';
import type { ParsedYaml } from './parse-yaml.ts';
import { prove, type RegistryEdit } from './registry-edits.ts';
import { findingText } from './reporter.ts';

type File = ParsedYaml<Registry>;
type Entries = Record<string, unknown>;

/** Adds a profile at the end, or gives one that is there another content; undefined where it has it. */
export function planSetProfile(
  file: File,
  path: string,
  name: string,
  profile: Profile,
): RegistryEdit | undefined {
  checkName(name);
  const before = memberOf(profilesOf(file), name);
  const after = withoutDefaults(profile, before);
  if (isDeepStrictEqual(before, after)) return undefined;
  const text = changeYaml(file, ['profiles', name], { before, after });
  return prove(file, path, { text, profiles: { ...profilesOf(file), [name]: after } });
}

/** Takes a profile out. */
export function planRemoveProfile(file: File, path: string, name: string): RegistryEdit {
  if (!Object.hasOwn(file.value.profiles, name)) throw noProfile(name);
  const { [name]: before, ...profiles } = profilesOf(file);
  const text = changeYaml(file, ['profiles', name], { before, after: undefined });
  return prove(file, path, { text, profiles });
}

export function noProfile(name: string): LoomError {
  const remedy = 'Choose one of the profiles in registry.yaml, or add it there.';
  return new LoomError('unknown-profile', `there is no profile "${name}"`, {
    remedy,
    remedyId: 'choose-profile',
  });
}

function checkName(name: string): void {
  const [issue] = ProfileName.safeParse(name).error?.issues ?? [];
  if (!issue) return;
  const message = findingText({ path: ['profiles', name], text: issue.message });
  throw new LoomError('invalid-registry', message, {
    remedy: 'Choose another name.',
    remedyId: 'choose-name',
  });
}

/** What a person left to the default is not written down by the way. */
function withoutDefaults(profile: Profile, before: unknown): Entries {
  const { servers, tools }: Profile = JSON.parse(JSON.stringify(profile));
  const filters = tools && Object.keys(tools).length > 0 ? { tools } : {};
  const isLeftOut = before !== undefined && memberOf(before, 'servers') === undefined;
  return isLeftOut && servers === '*' ? filters : { servers, ...filters };
}

function profilesOf(file: File): Entries {
  return (file.raw as { profiles?: Entries | null }).profiles ?? {};
}
