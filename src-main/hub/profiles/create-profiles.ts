import { defaultProfile, type Profile } from '../../../src-shared/domain/profile.ts';
import type { TokenView } from '../../../src-shared/domain/token.ts';
import type { HubService } from '../api/hub-service.ts';
import { within } from '../platform/within.ts';
import { noProfile } from '../registry/profile-edits.ts';
import type { RegistryFile } from '../registry/registry-file.ts';
import { profileTools, type Tools } from './profile-tools.ts';

type Outputs = {
  [Name in keyof HubService['profiles']]: Awaited<ReturnType<HubService['profiles'][Name]>>;
};

export interface ProfilesParts {
  registry: Pick<RegistryFile, 'current' | 'setProfile' | 'removeProfile'>;
  /** The catalog at this moment. */
  tools(): Tools;
  /** What clients are known to take at most. */
  clientLimits(): Outputs['view']['limits'];
  /** Clients that were synced with the profile or are connected with it. */
  clientsWith(profile: string): string[];
  tokens(): Promise<readonly TokenView[]>;
}

/** A keychain may wait for a person; profiles do not. */
const patienceMs = 1_000;

/** What sessions may see, by name: shown, tried, and written into registry.yaml. */
export function createProfiles(parts: ProfilesParts): HubService['profiles'] {
  const { registry } = parts;

  function written(name: string): Profile | undefined {
    const { profiles } = registry.current();
    return Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  }

  function describe(name: string, tokens: readonly TokenView[], tools: Tools) {
    const profile = written(name);
    const shown = profileTools(tools, profile).filter(({ isVisible }) => isVisible);
    const bound = tokens.filter((token) => token.profile === name);
    return {
      name,
      profile: profile ?? everything,
      isWritten: profile !== undefined,
      tools: shown.length,
      tokens: shown.reduce((sum, tool) => sum + tool.tokens, 0),
      clients: parts.clientsWith(name),
      boundTokens: bound.map((token) => token.name),
    };
  }

  return {
    async list() {
      const tokens = await soon(parts.tokens());
      const tools = parts.tools();
      const names = new Set([defaultProfile, ...Object.keys(registry.current().profiles)]);
      return [...names].map((name) => describe(name, tokens, tools));
    },
    async view({ name, draft }) {
      const profile = draft ?? written(name);
      if (!profile && name !== defaultProfile) throw noProfile(name);
      return { tools: profileTools(parts.tools(), profile), limits: parts.clientLimits() };
    },
    async set({ name, profile }) {
      await registry.setProfile(name, profile);
      return describe(name, await soon(parts.tokens()), parts.tools());
    },
    async remove(name) {
      const removed = written(name);
      await registry.removeProfile(name);
      return { removed: removed ?? everything };
    },
  };
}

const everything: Profile = { servers: '*' };

/** Nothing where that takes long or fails: the tokens have a page of their own that says why. */
function soon(tokens: Promise<readonly TokenView[]>): Promise<readonly TokenView[]> {
  return within(patienceMs, tokens, []);
}
