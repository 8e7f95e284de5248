import type { SecretView } from '../../src-shared/domain/secret.ts';
import { LoomError } from '../../src-shared/errors.ts';
import type { HubService } from './api/hub-service.ts';
import { missingSecret, secretNames } from './registry/references.ts';
import type { Supervisor } from './upstreams/supervisor.ts';
import type { Secrets } from './vault/secrets.ts';

/** A shorter passphrase is found by trying. */
const shortestPassphrase = 12;

/** Secrets as the API offers them; servers that use one that changes get its new value. */
export function createSecretsService(
  secrets: Secrets,
  supervisor: Pick<Supervisor, 'servers' | 'renew' | 'lacks'>,
): Omit<HubService['secrets'], 'findPlaintext' | 'adopt'> {
  const users = (name: string): string[] =>
    supervisor.servers.filter(({ spec }) => secretNames(spec).has(name)).map(({ id }) => id);

  async function list(): Promise<SecretView[]> {
    const wanted = supervisor.servers.flatMap(({ spec }) => [...secretNames(spec)]);
    const entries = await secrets.list(wanted);
    return entries.map((entry) => ({ ...entry, usedBy: users(entry.name) }));
  }

  async function find(name: string): Promise<SecretView> {
    const found = (await list()).find((entry) => entry.name === name);
    if (found && found.source !== 'missing') return found;
    throw new LoomError('not-found', `there is no secret of that name`, {
      remedy: '`loom secret list` shows what there is.',
    });
  }

  /** A variable of the hub's environment decides over what is stored, and stays what it is. */
  function renewUsers(name: string): void {
    if (secrets.isFromEnvironment(name)) return;
    for (const id of users(name)) supervisor.renew(id);
  }

  return {
    list,
    async set({ name, secret }) {
      await secrets.set(name, secret);
      renewUsers(name);
      return await find(name);
    },
    async remove({ name, force }) {
      const { usedBy } = await find(name);
      if (usedBy.length > 0 && !force) throw inUse(name, usedBy);
      await secrets.remove(name);
      renewUsers(name);
      if (secrets.isFromEnvironment(name)) return { usedBy };
      for (const id of users(name)) supervisor.lacks(id, missingSecret(name, id));
      return { usedBy };
    },
    async reveal({ name }) {
      await find(name);
      return { secret: (await secrets.get(name)) ?? '' };
    },
    store: async () => ({ isFile: await secrets.isInFile() }),
    async rekey({ passphrase }) {
      if (passphrase !== undefined && passphrase.length < shortestPassphrase) {
        throw new LoomError('usage', `a passphrase has at least ${shortestPassphrase} characters`);
      }
      return { file: await secrets.rekey(passphrase) };
    },
  };
}

function inUse(name: string, usedBy: readonly string[]): LoomError {
  const who = usedBy.join(', ');
  return new LoomError('secret-in-use', `${name} is used by ${who}, which would fail without it`, {
    remedy: `Remove it all the same: \`loom secret rm ${name} --force\`.`,
  });
}
