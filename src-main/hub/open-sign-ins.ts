import { join } from 'node:path';
import type { LoomError } from '../../src-shared/errors.ts';
import { openSignInNotes } from './oauth/sign-in-notes.ts';
import { SignInStore } from './oauth/sign-in-store.ts';
import { SignIns } from './oauth/sign-ins.ts';
import type { Problems } from './problems.ts';
import type { Supervisor } from './upstreams/supervisor.ts';
import type { Secrets } from './vault/secrets.ts';

export interface SignInsParts {
  /** The folder of the hub's state. */
  state: string;
  secrets: Pick<Secrets, 'records'>;
  given: { add(secret: string): void };
  supervisor(): Pick<Supervisor, 'find' | 'probe' | 'renew' | 'stop' | 'lacks'>;
  problems: Problems;
  changed(): void;
}

/** Signing in to servers; a server that waits for it goes on by itself. */
export function openSignIns(parts: SignInsParts): SignIns {
  const { state, secrets, given, problems, changed } = parts;
  const store = new SignInStore({
    vault: secrets.records,
    notes: openSignInNotes(join(state, 'sign-ins.json'), (notice) =>
      problems.report('sign-ins:file', notice),
    ),
    onSecret: (secret) => given.add(secret),
  });
  return new SignIns({
    store,
    onChange: changed,
    on: (serverId) => ({
      onSignedIn() {
        problems.resolve(`sign-in:${serverId}`);
        goOn(parts.supervisor(), serverId);
      },
      onNeeded(error, isOver) {
        // One that was never signed in to may serve a part of what it has.
        if (isOver) setImmediate(() => stopAndWait(parts.supervisor(), serverId, error));
      },
      onUnkept: (error) => problems.report(`sign-in:${serverId}`, error),
    }),
  });
}

/** After those who asked it something have their failures: what runs of it is of no use any more. */
function stopAndWait(
  supervisor: ReturnType<SignInsParts['supervisor']>,
  serverId: string,
  error: LoomError,
): void {
  if (!supervisor.find(serverId)) return;
  void supervisor.stop(serverId);
  supervisor.lacks(serverId, error);
}

/** It starts at once, which proves the sign-in and shows what the server offers. */
function goOn(supervisor: ReturnType<SignInsParts['supervisor']>, serverId: string): void {
  if (!supervisor.find(serverId)?.spec.enabled) return;
  supervisor.renew(serverId);
  // Its failure is in its health.
  supervisor.probe(serverId).catch(() => {});
}
