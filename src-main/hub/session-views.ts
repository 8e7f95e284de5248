import type { Era } from '../../src-shared/domain/era.ts';
import type { Catalog } from './catalog/catalog.ts';
import type { View } from './catalog/view.ts';
import type { Session } from './sessions/session.ts';

/** What each session sees. Asked on every call, so it is kept until something changes. */
export class SessionViews {
  readonly #catalog: Pick<Catalog, 'version' | 'view'>;
  /** One for each era: a client may speak both. */
  readonly #kept = new WeakMap<Session, Partial<Record<Era, KeptView>>>();

  constructor(catalog: Pick<Catalog, 'version' | 'view'>) {
    this.#catalog = catalog;
  }

  of(session: Session, era: Era): View {
    const { version } = this.#catalog;
    const { profile, project, clientKind } = session;
    const { servers } = session.options;
    const kept = this.#kept.get(session);
    const mine = kept?.[era];
    if (mine?.version === version && mine.clientKind === clientKind) return mine.view;
    const view = this.#catalog.view({ profile, servers, project, clientKind, era });
    this.#kept.set(session, { ...kept, [era]: { version, clientKind, view } });
    return view;
  }
}

interface KeptView {
  /** The catalog's and the client's when it was made. */
  version: number;
  clientKind: string;
  view: View;
}
