import { type LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { type ConfigSources, readConfig } from './config-file.ts';
import { parseRegistry } from './parse-registry.ts';
import { readText } from './read-text.ts';

/**
 * Everything that is wrong with registry.yaml and config.yaml, with the environment and flags that
 * bear on it, in the order of the files; empty where all is well. A file that is not there is fine.
 */
export async function validateFiles(options: {
  registryPath: string;
  configPath: string;
  env: ConfigSources['env'];
  flags?: ConfigSources['flags'];
}): Promise<LoomError[]> {
  const { registryPath, configPath: path, env, flags } = options;
  const registry = await problemsOf(async () => {
    const text = await readText(registryPath);
    return parseRegistry(text ?? '', registryPath);
  });
  const config = await problemsOf(() => readConfig({ path, env, ...(flags && { flags }) }));
  return [...registry, ...config];
}

async function problemsOf(
  read: () => Promise<{ ok: true } | { ok: false; problems: LoomError[] }>,
): Promise<LoomError[]> {
  try {
    const reading = await read();
    return reading.ok ? [] : reading.problems;
  } catch (error) {
    return [toLoomError(error)];
  }
}
