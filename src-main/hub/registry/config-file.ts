import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Config } from '../../../src-shared/domain/config.ts';
import type { LoomError } from '../../../src-shared/errors.ts';
import { authTypes } from '../auth/index.ts';
import { makeFolders } from '../platform/make-folders.ts';
import { isSystemError } from '../platform/system-error.ts';
import { unwritable } from '../platform/write-atomically.ts';
import { applyOverrides, type ConfigFlags } from './config-overrides.ts';
import { firstConfig } from './first-config.ts';
import { memberOf } from './known-keys.ts';
import { type ParsedYaml, parseYaml } from './parse-yaml.ts';
import { readText } from './read-text.ts';
import { firstProblem } from './reporter.ts';

export interface ConfigSources {
  path: string;
  env: Readonly<Record<string, string | undefined>>;
  flags?: ConfigFlags;
}

export interface LoadedConfig {
  config: Config;
  /** What decides the keys that the file does not: `http.address` → `--http-addr`. */
  sources: Record<string, string>;
  /** What the file itself says, without defaults. */
  written: unknown;
}

export type ConfigReading =
  | { ok: true; loaded: LoadedConfig }
  | { ok: false; problems: LoomError[] };

/**
 * The configuration: defaults, then config.yaml, then environment variables, then flags. A file that
 * is not there means defaults.
 *
 * @throws {LoomError} `invalid-config` or `file-unreadable`, naming place, variable or flag.
 */
export async function loadConfig(from: ConfigSources): Promise<LoadedConfig> {
  const reading = await readConfig(from);
  if (!reading.ok) throw firstProblem(reading.problems);
  return reading.loaded;
}

/** As `loadConfig`, with every wrong value; throws only `file-unreadable`. */
export async function readConfig(from: ConfigSources): Promise<ConfigReading> {
  return parseConfig((await readText(from.path)) ?? '', from);
}

/** As `readConfig`, of a text that may not be in the file yet. */
export function parseConfig(text: string, { path, env, flags = {} }: ConfigSources): ConfigReading {
  const file = parseYaml({ text, file: path, schema: Config, code: 'invalid-config' });
  const base = file.ok ? file.value : Config.parse({});
  const { config, sources, problems } = applyOverrides(base, env, flags);
  if (!file.ok) return { ok: false, problems: [...file.problems, ...problems] };
  const all = [...unavailable(file), ...problems];
  if (all.length > 0) return { ok: false, problems: all };
  return { ok: true, loaded: { config, sources, written: file.raw } };
}

/**
 * Writes a first config.yaml, every key commented out, where there is none.
 *
 * @returns whether it did.
 * @throws {LoomError} `file-unwritable`
 */
export async function ensureConfig(path: string): Promise<boolean> {
  try {
    makeFolders(dirname(path));
    return await createFile(path, firstConfig);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

async function createFile(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Values whose meaning is settled and that do nothing yet: to accept them would promise safety. */
function unavailable({ value, raw, problemAt }: ParsedYaml<Config>): LoomError[] {
  const { auth, tls_cert_file, tls_key_file } = value.http;
  const problems: LoomError[] = [];
  if (memberOf(memberOf(raw, 'http'), 'auth') === null) {
    problems.push(problemAt(['http', 'auth'], emptyAuth));
  }
  if (auth.type !== undefined && authTypes[auth.type] === undefined) {
    const text = `auth type "${auth.type}" is not available in this version of Loom yet; "token" is`;
    problems.push(problemAt(['http', 'auth', 'type'], text));
  }
  if ((tls_cert_file === undefined) !== (tls_key_file === undefined)) {
    const [there, missing] = tls_key_file === undefined ? tlsKeys : [...tlsKeys].reverse();
    problems.push(problemAt(['http', String(there)], `TLS needs http.${missing}, too`));
  }
  return problems;
}

/** Left over when the lines below it were taken out: that must open nothing without a word. */
const emptyAuth =
  'nothing stands under it, so nobody would be asked for a token; write "type: token" under it, ' +
  'or "auth: {}" where all programs of this machine may call';

const tlsKeys = ['tls_cert_file', 'tls_key_file'];
