import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type {
  SyncPreview,
  SyncRequest,
  SyncResult,
} from '../../../../../src-shared/domain/client.ts';
import type { ServerSpec } from '../../../../../src-shared/domain/server.ts';
import type { LoomError } from '../../../../../src-shared/errors.ts';
import type { ClientStore } from '../client-store.ts';
import { createSync } from '../create-sync.ts';
import type { HubAddress } from '../loom-entry.ts';
import { openClientStore } from '../open-client-store.ts';
import type { Sync, UndoRequest } from '../sync.ts';
import type { SyncParts } from '../sync-parts.ts';

/** A made-up home with a real store, and a sync on it as a hub has it. */
export interface SyncFixture {
  home: string;
  /** The same, unless a test says otherwise. */
  machine: { home: string };
  hub: HubAddress;
  servers: Record<string, ServerSpec>;
  /** What the vault holds. */
  vault: Map<string, string>;
  store: ClientStore;
  sync: Sync;
  /** What was said of a damaged store. */
  setAside: LoomError[];
  path(name: string): string;
  read(name: string): Promise<string>;
  write(name: string, content: string | Uint8Array): Promise<void>;
  /** Previews, and does all of what was seen. */
  apply(request: SyncRequest): Promise<SyncResult>;
  undo(request?: UndoRequest): Promise<SyncResult>;
  /** A second hub on the same home, with a state of its own. */
  another(): Sync;
  [Symbol.dispose](): void;
}

export function createSyncFixture(): SyncFixture {
  const home = mkdtempSync(join(tmpdir(), 'loom-sync-'));
  const setAside: LoomError[] = [];
  const stores: ClientStore[] = [];
  const open = (name: string) => {
    const store = openClientStore(join(home, name), (error) => setAside.push(error));
    stores.push(store);
    return store;
  };
  const store = open('clients.db');
  const hub: HubAddress = { command: ['/opt/loom/bin/loom', 'proxy'], asksForToken: true };
  const machine = { home };
  const servers: Record<string, ServerSpec> = {};
  const vault = new Map<string, string>();
  const parts: SyncParts = {
    store,
    locks: join(home, 'locks'),
    machine: async (env) => ({ platform: 'linux', ...machine, env: { PATH: '', ...env } }),
    hub: () => hub,
    servers: (profile) => (profile === 'unknown' ? undefined : servers),
    keeper: {
      compare: async (name, secret) => {
        const held = vault.get(name);
        return held === undefined ? 'nothing' : held === secret ? 'same' : 'other';
      },
    },
    heal: 'ask',
  };
  const sync = createSync(parts);
  const path = (name: string) => join(home, name);
  return {
    ...{ home, machine, hub, servers, vault, store, sync, setAside, path },
    read: (name) => readFile(path(name), 'utf8'),
    async write(name, content) {
      await mkdir(dirname(path(name)), { recursive: true });
      await writeFile(path(name), content);
    },
    async apply(request) {
      return sync.apply({ request, seen: changesOf(await sync.preview(request)) });
    },
    async undo(request = {}) {
      return sync.undo({ request, seen: changesOf(await sync.previewUndo(request)) });
    },
    another: () => createSync({ ...parts, store: open(`other-${stores.length}.db`) }),
    [Symbol.dispose]() {
      for (const each of stores) each.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export function changesOf({ changes, refused }: SyncPreview): SyncPreview['changes'] {
  if (changes.length === 0 && refused.length > 0) throw new Error(JSON.stringify(refused));
  return changes;
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
