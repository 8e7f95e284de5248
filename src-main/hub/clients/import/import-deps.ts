import type { SecretKeeper } from '../../../../src-shared/headless.ts';
import type { RegistryFile } from '../../registry/registry-file.ts';
import type { Machine } from '../client.ts';

/** Where is looked for servers. */
export interface Where {
  machine: Machine;
  ownUrls: readonly string[];
  project?: string | undefined;
}

export interface ImportDeps {
  /** @param env - variables of the caller's shell, over those of the hub. */
  machine(env?: Readonly<Record<string, string>>): Machine;
  registry: Pick<RegistryFile, 'current' | 'addServer'>;
  keeper: SecretKeeper;
  /** The addresses of this hub: an entry that leads there is Loom itself. */
  ownUrls(): string[];
}
