import { join } from 'node:path';
import type { Heal, ProjectFolder, TargetView } from '../../src-shared/domain/client.ts';
import { LoomError } from '../../src-shared/errors.ts';
import type { SecretKeeper } from '../../src-shared/headless.ts';
import type { HubService } from './api/hub-service.ts';
import type { Machine } from './clients/client.ts';
import type { Importer } from './clients/import/create-importer.ts';
import type { ClientStore } from './clients/sync/client-store.ts';
import type { HubAddress } from './clients/sync/loom-entry.ts';
import type { Sync } from './clients/sync/sync.ts';
import { ownUrls } from './clients/sync/sync-parts.ts';
import type { ClientWatch } from './clients/watch-clients.ts';
import type { RegistryFile } from './registry/registry-file.ts';

export interface ClientsServiceParts {
  /** The state folder. */
  state: string;
  sync: Sync;
  store: ClientStore;
  watch: Pick<ClientWatch, 'guardian' | 'verify'>;
  registry: Pick<RegistryFile, 'current' | 'addServer'>;
  keeper: SecretKeeper;
  hub(): HubAddress;
  /** Waits until the login shell has said what it knows. */
  ready(): Promise<void>;
  machine(env?: Readonly<Record<string, string>>): Machine;
  /** Projects' folders that sessions and calls named. */
  projects(): Promise<ProjectFolder[]>;
  tryEntry: HubService['presets']['tryEntry'];
  changed(): void;
}

/** What console and CLI can do with the clients of this machine. */
export function createClientsService(parts: ClientsServiceParts): HubService['clients'] {
  const { sync, store, watch, registry, keeper, hub, machine } = parts;
  const folder = join(parts.state, 'generated', 'mcp');
  const urls = () => ownUrls(hub());
  let loading: Promise<Importer> | undefined;

  /** Loaded when it is needed, as are the others: readers of five formats are much to load. */
  function importer(): Promise<Importer> {
    const options = { machine, registry, keeper, ownUrls: urls };
    loading ??= import('./clients/import/create-importer.ts').then(({ createImporter }) =>
      createImporter(options),
    );
    return loading;
  }

  async function setHeal(target: string, heal: Heal): Promise<TargetView> {
    const views = (await sync.list({})).filter(({ id }) => id === target);
    // An unknown name fails here, with what was probably meant.
    const [view] = views.length > 0 ? views : await sync.list({ targets: [target] });
    if (!view) throw new LoomError('unknown-client', `${target} has no file on this machine`);
    store.setHeal(view.id, heal);
    watch.guardian.refresh();
    parts.changed();
    return { ...view, heal };
  }

  const after =
    <Input, Output>(call: (input: Input) => Promise<Output> | Output) =>
    async (input: Input): Promise<Output> => {
      await parts.ready();
      return await call(input);
    };

  return {
    list: after((where) => sync.list(where)),
    byHand: after(async (wish) => {
      const { listByHand } = await import('./clients/list-by-hand.ts');
      return await listByHand(wish, machine(wish.env), hub());
    }),
    projects: async () => {
      const { listProjects } = await import('./clients/list-projects.ts');
      return await listProjects([...(await parts.projects()), ...syncedProjects(store)], machine());
    },
    preview: after((request) => sync.preview(request)),
    apply: after((input) => sync.apply(input)),
    history: async (which) => sync.history(which),
    previewUndo: after((request) => sync.previewUndo(request)),
    undo: after((input) => sync.undo(input)),
    forget: async ({ targets }) => ({ forgotten: store.forget(targets) }),
    verify: after((where) => watch.verify(where)),
    drifts: async () => watch.guardian.drifts(),
    resolveDrift: after(({ target, answer }) => watch.guardian.resolve(target, answer)),
    setHeal: after(({ target, heal }) => setHeal(target, heal)),
    generate: after(async (request) => {
      const { generateConfigs } = await import('./clients/generate/generate-configs.ts');
      return await generateConfigs(request, { machine, registry, hub, folder });
    }),
    check: after(async (request) => {
      const { checkConfigs } = await import('./clients/check/check-configs.ts');
      return await checkConfigs(request, { machine, ownUrls: urls, folder });
    }),
    findServers: after(async (request) => (await importer()).find(request)),
    async tryServer({ request, choice, project }, signal) {
      await parts.ready();
      const { candidate, secrets } = await (await importer()).seen({ request, choice });
      const given = Object.fromEntries(secrets.map(({ name, value }) => [name, value]));
      const tried = { id: choice.as ?? choice.id, entry: candidate.entry, secrets: given, project };
      return await parts.tryEntry(tried, signal);
    },
    importServers: after(async (input) => (await importer()).add(input)),
  };
}

function syncedProjects(store: ClientStore): ProjectFolder[] {
  return store
    .targets()
    .flatMap(({ where: { project }, at }) =>
      project === undefined ? [] : [{ folder: project, lastUsedAt: at }],
    );
}
