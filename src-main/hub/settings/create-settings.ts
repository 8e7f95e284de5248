import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Config } from '../../../src-shared/domain/config.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import type { HubService } from '../api/hub-service.ts';
import { authTypes } from '../auth/index.ts';
import { checkAddress } from '../http/http-listener.ts';
import { readTlsFiles } from '../http/tls-files.ts';
import { writeAtomically } from '../platform/write-atomically.ts';
import { planSetting } from '../registry/config-edits.ts';
import {
  type ConfigSources,
  type LoadedConfig,
  loadConfig,
  parseConfig,
} from '../registry/config-file.ts';
import { describeIssue } from '../registry/describe-issue.ts';
import { withFileLock } from '../registry/file-lock.ts';
import { memberOf } from '../registry/known-keys.ts';
import { readText } from '../registry/read-text.ts';
import { findingText, firstProblem } from '../registry/reporter.ts';
import { asWritten, type SettingKey, settingKeys } from './setting-keys.ts';

export interface SettingsParts {
  /** Where config.yaml is, and what overrides it. */
  from: ConfigSources;
  /** What the hub runs with. */
  config: Config;
}

/** config.yaml, key by key: what is in force, what is written, and what a new value would do. */
export function createSettings({ from, config }: SettingsParts): HubService['settings'] {
  const usual = Config.parse({});
  const keys = settingKeys();

  function waitsForRestart({ path }: SettingKey, loaded: LoadedConfig): boolean {
    return !isDeepStrictEqual(valueAt(loaded.config, path), valueAt(config, path));
  }

  function find(name: string): SettingKey {
    const found = keys.find(({ path }) => path.join('.') === name);
    if (found) return found;
    const remedy = 'Name one of the keys that the settings list.';
    throw new LoomError('usage', `config.yaml has no key ${JSON.stringify(name)}`, { remedy });
  }

  return {
    async list() {
      const loaded = await loadConfig(from);
      const settings = keys.map((key) => {
        const name = key.path.join('.');
        const { kind } = key;
        const choices = availableChoices(name, key);
        const overriddenBy = loaded.sources[name];
        return {
          key: name,
          value: asWritten(key, valueAt(config, key.path)),
          written: valueAt(loaded.written, key.path) ?? undefined,
          default: asWritten(key, valueAt(usual, key.path)),
          ...(overriddenBy !== undefined && { overriddenBy }),
          kind,
          ...(choices && { choices }),
          needsRestart: waitsForRestart(key, loaded),
        };
      });
      return { file: from.path, settings };
    },
    async set({ key, value, more = [] }) {
      const changes = [{ key, value }, ...more].map((change) => {
        const found = find(change.key);
        const wanted = change.value ?? undefined;
        if (wanted !== undefined) checkValue(found, wanted);
        const { path } = found;
        return { path, value: wanted, usual: asWritten(found, valueAt(usual, path)), found };
      });
      return await withFileLock(from.path, async () => {
        const before = (await readText(from.path)) ?? '';
        accepted(before, from);
        const text = changes.reduce((now, change) => planSetting(now, from.path, change), before);
        const loaded = accepted(text, from);
        await checkStart(loaded.config, from.path);
        if (text !== before) await writeAtomically(from.path, text);
        return { needsRestart: changes.some(({ found }) => waitsForRestart(found, loaded)) };
      });
    },
  };
}

/** @throws LoomError `invalid-config`: a file that is broken is not written to, nor made so. */
function accepted(text: string, from: ConfigSources): LoadedConfig {
  const reading = parseConfig(text, from);
  if (reading.ok) return reading.loaded;
  throw firstProblem(reading.problems);
}

/** The value by itself, so that what is wrong with it is said before anything about the file. */
function checkValue({ path }: SettingKey, value: unknown): void {
  const partial = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  const checked = Config.safeParse(partial);
  if (checked.success) return;
  const findings = checked.error.issues.flatMap((issue) => describeIssue(issue, Config, partial));
  const message = findings.map((finding) => findingText(finding)).join('; ');
  throw new LoomError('invalid-config', message, {
    remedy: 'Choose another value; nothing was written.',
    remedyId: 'choose-value',
  });
}

/** A hub that could not start again would take the page away on which that is mended. */
async function checkStart({ http }: Config, file: string): Promise<void> {
  if (!http.enabled) return;
  checkAddress(http.address, http.auth.type !== undefined);
  await readTlsFiles(http, dirname(file));
}

/** Some words are reserved for later: config.yaml refuses them in this version. */
function availableChoices(name: string, { choices }: SettingKey): string[] | undefined {
  if (name !== 'http.auth.type') return choices;
  return choices?.filter((type) =>
    Object.entries(authTypes).some(([key, made]) => made && key === type),
  );
}

function valueAt(content: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(memberOf, content);
}
