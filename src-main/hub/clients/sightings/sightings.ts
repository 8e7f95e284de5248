import { defaultProfile } from '../../../../src-shared/domain/profile.ts';
import { type LoomError, toLoomError } from '../../../../src-shared/errors.ts';
import type { Session } from '../../sessions/session.ts';
import type { Client } from '../client.ts';
import type { ClientStore } from '../sync/client-store.ts';
import type { Sighting, SyncedTarget } from '../sync/synced-target.ts';
import { clientOf } from './client-of.ts';

export interface SightingsOptions {
  store: Pick<ClientStore, 'targets' | 'setProof' | 'see'>;
  clients: readonly Pick<Client, 'id' | 'label'>[];
  /** Something that people see has changed. */
  changed(): void;
  /** It could not be written down; the client itself must not notice. */
  failed(error: LoomError): void;
  /** Milliseconds since the epoch. */
  now?(): number;
}

/** Writing down a client that comes and goes with each request would cost more than the request. */
const restMs = 60_000;

/** Takes down when a client really called, which is the one proof that it uses what was written. */
export class Sightings {
  readonly #options: SightingsOptions;
  readonly #now: () => number;
  /** What was written last, by client. */
  readonly #seen = new Map<string, Sighting>();

  constructor(options: SightingsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** A session has said who it is. */
  introduced(session: Session): void {
    this.#take(session, (sighting) => {
      if (this.#isNews(sighting)) this.#write(sighting);
      this.#prove(session, sighting);
    });
  }

  /** Until now it was there. */
  ended(session: Session): void {
    if (session.era === undefined) return;
    this.#take(session, (sighting) => this.#isNews(sighting) && this.#write(sighting));
  }

  #take(session: Session, work: (sighting: Sighting) => unknown): void {
    try {
      const sighting = this.#sightingOf(session);
      if (sighting) work(sighting);
    } catch (thrown) {
      this.#options.failed(toLoomError(thrown));
    }
  }

  #sightingOf(session: Session): Sighting | undefined {
    const client = clientOf(session, this.#options.clients);
    if (client === undefined) return undefined;
    const { clientVersion: version, era, profile } = session;
    return {
      client,
      at: this.#now(),
      profile,
      ...(version !== undefined && { version }),
      ...(era !== undefined && { era }),
    };
  }

  #isNews({ client, at, version, era, profile }: Sighting): boolean {
    const last = this.#seen.get(client);
    if (!last || at - last.at >= restMs) return true;
    return last.version !== version || last.era !== era || last.profile !== profile;
  }

  #write(sighting: Sighting): void {
    this.#seen.set(sighting.client, sighting);
    this.#options.store.see(sighting);
    this.#options.changed();
  }

  #prove(session: Session, { client, at, version, era }: Sighting): void {
    const { store, changed } = this.#options;
    const proven = store
      .targets()
      .filter((target) => target.client === client && isBehind(session, target));
    for (const { key } of proven) {
      store.setProof(key, {
        phase: 'verified',
        at,
        ...(version !== undefined && { version }),
        ...(era !== undefined && { era }),
      });
    }
    if (proven.length > 0) changed();
  }
}

/** Whether this entry may have led the client here, and nobody knew that it works. */
function isBehind({ options, profile }: Session, target: SyncedTarget): boolean {
  if (target.proof.phase === 'verified' || target.mode === 'direct') return false;
  const carrier = target.via === 'http' ? 'http' : 'socket';
  return options.carrier === carrier && profile === (target.profile ?? defaultProfile);
}
