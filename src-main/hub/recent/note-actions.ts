import type { RecentEvent } from '../../../src-shared/domain/recent.ts';
import type { HubService } from '../api/hub-service.ts';
import type { RecentChanges } from './recent-changes.ts';

type Noted = Pick<HubService, 'secrets' | 'auth'>;

/** The same actions; those that change a secret or a token are noted, by name only. */
export function noteActions(
  { secrets, auth }: Noted,
  recent: Pick<RecentChanges, 'note'>,
  changed: () => void,
): Noted {
  const tell = (kind: 'secret' | 'token', about: string, event: RecentEvent) => {
    recent.note({ kind, about, event, tone: 'plain' });
    changed();
  };
  return {
    secrets: {
      ...secrets,
      async set(input) {
        const view = await secrets.set(input);
        tell('secret', input.name, 'secret-set');
        return view;
      },
      async remove(input) {
        const removed = await secrets.remove(input);
        tell('secret', input.name, 'secret-removed');
        return removed;
      },
      async rekey(input) {
        const result = await secrets.rekey(input);
        tell('secret', 'all secrets', 'secrets-encrypted');
        return result;
      },
      async adopt(input) {
        const result = await secrets.adopt(input);
        const names = new Set(result.adopted.flatMap(({ secret }) => secret ?? []));
        for (const name of names) tell('secret', name, 'secret-adopted');
        return result;
      },
    },
    auth: {
      ...auth,
      async generate(wanted) {
        const made = await auth.generate(wanted);
        tell('token', made.token.name, 'token-made');
        return made;
      },
      async revoke(which) {
        const revoked = await auth.revoke(which);
        tell('token', revoked.name, 'token-revoked');
        return revoked;
      },
    },
  };
}
