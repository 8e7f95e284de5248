import type { HubService } from '../api/hub-service.ts';

/** Keeps the secrets, then does the work; where that fails, they are taken out again. */
export async function withSecrets(
  vault: Pick<HubService['secrets'], 'set' | 'remove'>,
  given: ReadonlyMap<string, string>,
  work: () => Promise<void>,
): Promise<void> {
  const kept: string[] = [];
  try {
    for (const [name, secret] of given) {
      await vault.set({ name, secret });
      kept.push(name);
    }
    await work();
  } catch (error) {
    // Why it failed is what to tell, not what then could not be cleared away.
    for (const name of kept) await vault.remove({ name, force: true }).catch(() => {});
    throw error;
  }
}
