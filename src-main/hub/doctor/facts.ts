import type { Config } from '../../../src-shared/domain/config.ts';
import type { DoctorCheck } from '../../../src-shared/domain/doctor.ts';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import type { Registry } from '../../../src-shared/domain/registry.ts';
import { type LoomError, toLoomError } from '../../../src-shared/errors.ts';
import type { HubFlags } from '../../../src-shared/headless.ts';
import type { Paths } from '../../../src-shared/paths.ts';
import type { Env } from '../platform/child-env.ts';
import { createLoginEnv, type LoginEnv } from '../platform/login-env.ts';
import { readConfig } from '../registry/config-file.ts';
import { parseRegistry } from '../registry/parse-registry.ts';
import { readText } from '../registry/read-text.ts';

export interface DoctorInput {
  paths: Paths;
  platform: string;
  env: Env;
  home: string;
  /** The user's login shell, as `os.userInfo().shell` names it. */
  shell: string | null;
  flags: HubFlags;
  /** The running hub, if there is one. */
  hub?: HubState | undefined;
  /** Where the login shell's PATH is known already. */
  loginPath?(): Promise<Pick<LoginEnv, 'path' | 'warning'>>;
}

/** A file of ours: what it says, or what is wrong with it. `exists` is false where there is none. */
export type FileReading<Value> =
  | { ok: true; path: string; exists: boolean; value: Value }
  | { ok: false; path: string; problems: LoomError[] };

/** What the checks look at, gathered once. */
export interface Facts extends DoctorInput {
  registry: FileReading<Registry>;
  config: FileReading<Config>;
  loginPath(): Promise<Pick<LoginEnv, 'path' | 'warning'>>;
}

/** One line of `index.ts`; may give several results. What it throws becomes a failed check. */
export interface Check {
  id: string;
  title: string;
  run(facts: Facts): Promise<CheckResult[]>;
}

export interface CheckResult extends Omit<DoctorCheck, 'fix'> {
  mend?: Mend | undefined;
}

/** What can be done about a result without a person's judgement: safe, and right at this moment. */
export interface Mend {
  /** A verb: "Create the folder". */
  label: string;
  run(): void | Promise<void>;
}

export async function gatherFacts(input: DoctorInput): Promise<Facts> {
  const { paths, flags, platform, env, shell } = input;
  const registryPath = flags.registry ?? paths.registry;
  const configPath = flags.config ?? paths.config;
  return {
    ...input,
    registry: await readFileOf(registryPath, async (text) => {
      const reading = parseRegistry(text, registryPath);
      return reading.ok ? { ok: true, value: reading.value } : reading;
    }),
    config: await readFileOf(configPath, async () => {
      const reading = await readConfig({ path: configPath, env, flags });
      return reading.ok ? { ok: true, value: reading.loaded.config } : reading;
    }),
    loginPath: input.loginPath ?? createLoginEnv({ platform, env, shell }),
  };
}

async function readFileOf<Value>(
  path: string,
  parse: (
    text: string,
  ) => Promise<{ ok: true; value: Value } | { ok: false; problems: LoomError[] }>,
): Promise<FileReading<Value>> {
  try {
    const text = await readText(path);
    const reading = await parse(text ?? '');
    return reading.ok ? { ...reading, path, exists: text !== undefined } : { ...reading, path };
  } catch (thrown) {
    return { ok: false, path, problems: [toLoomError(thrown)] };
  }
}
