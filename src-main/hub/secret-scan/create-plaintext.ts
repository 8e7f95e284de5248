import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import type { PlaintextSecrets, UncheckedFile } from '../../../src-shared/domain/secret-finding.ts';
import { toLoomError } from '../../../src-shared/errors.ts';
import type { AdoptOptions } from '../../../src-shared/headless.ts';
import type { HubService } from '../api/hub-service.ts';
import type { HubDeps } from '../hub-deps.ts';
import type { LoginEnv } from '../platform/login-env.ts';
import type { RegistryFile } from '../registry/registry-file.ts';
import { createVaultKeeper } from '../vault/secret-keeper.ts';
import type { Secrets } from '../vault/secrets.ts';

export interface PlaintextParts {
  deps: Pick<HubDeps, 'platform' | 'home' | 'env'>;
  files: Pick<HubState['files'], 'registry' | 'config'>;
  registry: Pick<RegistryFile, 'reload'>;
  secrets: Pick<Secrets, 'get' | 'set' | 'list' | 'isFromEnvironment'>;
  loginEnv(): Promise<LoginEnv>;
}

/** Secrets that stand in files in plain text: found, and out of registry.yaml moved into the vault. */
export function createPlaintext(
  parts: PlaintextParts,
): Pick<HubService['secrets'], 'findPlaintext' | 'adopt'> {
  const { files, registry } = parts;
  const options = { registryPath: files.registry, keeper: createVaultKeeper(parts.secrets) };
  return {
    async findPlaintext() {
      const [scan, plan] = await Promise.all([
        scanFiles(parts),
        planAll({ ...options, wanted: [] }),
      ]);
      const unplanned = plan.unchecked.filter(
        ({ file }) => !scan.unchecked.some((other) => other.file === file),
      );
      return {
        adoptable: plan.adoptable,
        elsewhere: scan.findings.filter(({ file }) => file !== files.registry),
        checked: scan.checked.filter((file) => !unplanned.some((other) => other.file === file)),
        unchecked: [...unplanned, ...scan.unchecked],
      };
    },
    async adopt({ wanted }) {
      const { adoptSecrets } = await import('./adopt-secrets.ts');
      const adopted = await adoptSecrets({ ...options, wanted });
      // The file is watched, too; this way it has been read when the caller goes on.
      await registry.reload();
      return { adopted };
    },
  };
}

/** Loaded when it is needed: readers of five formats are much to load. */
async function scanFiles({ deps, files, loginEnv }: PlaintextParts) {
  const { scanMachine } = await import('./scan-machine.ts');
  const { path, variables } = await loginEnv();
  return await scanMachine({
    registryPath: files.registry,
    configPath: files.config,
    platform: deps.platform,
    home: deps.home,
    env: { ...deps.env, ...variables, PATH: path },
  });
}

type Plan = Pick<PlaintextSecrets, 'adoptable'> & { unchecked: UncheckedFile[] };

/** A file that is not whole may hold secrets: that is told, and is no failure of the rest. */
async function planAll(options: AdoptOptions): Promise<Plan> {
  const { planAdoption } = await import('./plan-adoption.ts');
  try {
    const planned = await planAdoption(options);
    return { adoptable: planned.map(({ adoption }) => adoption), unchecked: [] };
  } catch (thrown) {
    const error = toLoomError(thrown);
    if (error.code !== 'invalid-registry') throw error;
    const { line, column } = error.place ?? {};
    const file = options.registryPath;
    return { adoptable: [], unchecked: [{ file, reason: error.message, line, column }] };
  }
}
