import type { ServerDetails } from '../../src-shared/contract/servers.ts';
import type { HubState, ServerView } from '../../src-shared/domain/hub-state.ts';
import { defaultProfile } from '../../src-shared/domain/profile.ts';
import { LoomError } from '../../src-shared/errors.ts';
import { parseText } from '../../src-shared/wire/json-scan.ts';
import type { HubService } from './api/hub-service.ts';
import type { Bundles } from './bundles/create-bundles.ts';
import { itemText } from './catalog/view.ts';
import type { Core } from './core.ts';
import { describeServer } from './describe-state.ts';
import { describeTools } from './describe-tools.ts';
import type { RemoteSpec } from './oauth/remote-spec.ts';
import type { SignIns } from './oauth/sign-ins.ts';
import type { OpenAuth } from './open-auth.ts';
import type { Upkeep } from './open-upkeep.ts';
import { withOwnSession } from './own-session.ts';
import { createPlayground } from './playground/create-playground.ts';
import type { RegistryFile } from './registry/registry-file.ts';
import type { ManagedServer } from './upstreams/managed-server.ts';

export interface HubServiceParts {
  core: Core;
  registry: RegistryFile;
  signIns: SignIns;
  resolveRemote(serverId: string, spec: RemoteSpec): Promise<RemoteSpec>;
  secrets: HubService['secrets'];
  activity: HubService['activity'];
  clients: HubService['clients'];
  presets: HubService['presets'];
  bundles: Bundles;
  upkeep: Upkeep;
  access: Pick<OpenAuth, 'auth' | 'tokens'>;
  state(): HubState;
  onChange: HubService['onChange'];
  onLine: HubService['logs']['onLine'];
  hubLines(): ReturnType<ManagedServer['log']['recent']>;
  consoleLink(): string | undefined;
  /** Reads config.yaml again; returns the keys whose change waits for a restart. */
  reloadConfig(): Promise<string[]>;
  stop(): void;
  /** Undefined where the host cannot start the hub again. */
  restart: (() => void) | undefined;
}

/** What console and CLI can do, on top of the core and the registry's file. */
export function createHubService(parts: HubServiceParts): HubService {
  const { core, registry, signIns } = parts;
  const { auth, tokens } = parts.access;
  const view = (id: string): ServerView => describeServer(parts, core.supervisor.server(id));

  return {
    state: parts.state,
    onChange: parts.onChange,
    serving: () => (core.draining ? { ok: false, reason: 'the hub is stopping' } : { ok: true }),
    // The caller still wants its answer.
    stop: () => setTimeout(parts.stop, 50),
    restart() {
      if (!parts.restart) throw cannotRestart();
      setTimeout(parts.restart, 50);
    },
    async reload() {
      const needRestart = await parts.reloadConfig();
      const { added, changed, removed } = await registry.reload();
      return { added, changed, removed, needRestart };
    },
    async pause() {
      await core.supervisor.pause();
      return { pausedSince: core.supervisor.pausedSince };
    },
    async resume() {
      core.supervisor.resume();
      return {};
    },
    async consoleLink() {
      const url = parts.consoleLink();
      if (url) return url;
      throw new LoomError('unsafe-listener', 'HTTP is off, and a browser needs it', {
        remedy: '`loom status` says why, or config.yaml turns it off: http.enabled.',
        remedyId: 'turn-on-http',
      });
    },
    servers: {
      get: async (id) => details(parts, core.supervisor.server(id)),
      async add({ id, entry }) {
        await registry.addServer(id, entry);
        return view(id);
      },
      async remove(id) {
        core.supervisor.server(id);
        const removed = await registry.removeServer(id);
        signIns.forgetSoon(id, () => registry.entry(id) !== undefined);
        const bundleFolder = parts.bundles.leftBy(removed);
        return { removed, ...(bundleFolder !== undefined && { bundleFolder }) };
      },
      async update({ id, entry }) {
        core.supervisor.server(id);
        await registry.updateServer(id, entry);
        return view(id);
      },
      async setEnabled({ id, enabled }) {
        core.supervisor.server(id);
        await registry.setEnabled(id, enabled);
        return view(id);
      },
      async start({ id, project }) {
        const server = core.supervisor.server(id);
        if (server.breaker.state.phase !== 'closed') server.breaker.reset();
        const instance = await core.supervisor.probe(id, project);
        await core.surfaces.refresh(instance);
        return view(id);
      },
      async stop(id) {
        await core.supervisor.stop(id);
        return view(id);
      },
      async restart(input) {
        await core.supervisor.stop(input.id);
        return this.start(input);
      },
      async signIn(id) {
        const { spec } = core.supervisor.server(id);
        if (spec.transport === 'stdio') throw runsHere(id);
        const resolved = await parts.resolveRemote(id, spec);
        return await signIns.begin(id, resolved, resolved.auth);
      },
      async finishSignIn({ id, address }) {
        core.supervisor.server(id);
        await signIns.finish(id, address);
        return view(id);
      },
      async cancelSignIn(id) {
        core.supervisor.server(id);
        signIns.cancel(id);
        return view(id);
      },
      async signOut(id) {
        core.supervisor.server(id);
        return { isRevoked: await signIns.signOut(id) };
      },
    },
    tools: {
      list: ({ server, profile = defaultProfile }) => listTools(core, profile, server),
      call: async ({ name, arguments: args, profile = defaultProfile, project }, signal) => ({
        result: await withOwnSession(core, { profile, project, signal }, (ask) =>
          ask('tools/call', { name, arguments: args }),
        ),
      }),
    },
    playground: createPlayground(core),
    activity: parts.activity,
    presets: parts.presets,
    bundles: parts.bundles.service,
    profiles: parts.upkeep.profiles,
    settings: parts.upkeep.settings,
    doctor: parts.upkeep.doctor,
    processes: parts.upkeep.processes,
    recent: parts.upkeep.recent,
    ...parts.upkeep.noted({
      secrets: parts.secrets,
      auth: {
        list: () => tokens.list(),
        generate: async (wanted) => ({
          ...(await tokens.generate(wanted)),
          isAsked: auth !== undefined,
        }),
        revoke: (which) => tokens.revoke(which),
        show: (which) => tokens.show(which),
      },
    }),
    clients: parts.clients,
    logs: {
      async recent({ server }) {
        if (server !== undefined) return core.supervisor.server(server).log.recent();
        const all = core.supervisor.servers.flatMap(({ log }) => log.recent());
        return [...all, ...parts.hubLines()].sort((a, b) => a.at - b.at);
      },
      onLine: parts.onLine,
    },
  };
}

function cannotRestart(): LoomError {
  return new LoomError('usage', 'this hub cannot start itself again', {
    remedy: '`loom stop`, then start it as it was started.',
  });
}

function runsHere(server: string): LoomError {
  return new LoomError('usage', `server "${server}" runs on this machine`, {
    server,
    remedy: 'It takes its credentials from its environment, if it needs any.',
  });
}

async function listTools(core: Core, profile: string, server: string | undefined) {
  if (server !== undefined) core.supervisor.server(server);
  return await withOwnSession(core, { profile, project: undefined }, async (ask, session) => {
    await ask('tools/list', undefined);
    return core
      .viewOf(session, 'legacy')
      .named('tools')
      .filter(({ origin }) => server === undefined || origin.serverId === server)
      .map(({ name, origin, text }) => ({
        name,
        server: origin.serverId,
        upstreamName: origin.name,
        definition: parseText(text, { start: 0, end: text.length }),
      }));
  });
}

function details(parts: HubServiceParts, server: ManagedServer): ServerDetails {
  const { core, registry } = parts;
  const surface = core.surfaces.of(server);
  const nobody = { project: undefined, clientKind: '', era: 'legacy' } as const;
  const view = core.surfaces.catalog.view({ profile: defaultProfile, ...nobody });
  const named = (kind: 'tools' | 'prompts') =>
    view
      .named(kind)
      .filter(({ origin }) => origin.serverId === server.id)
      .map(({ name, origin, text }) => ({
        name,
        upstreamName: origin.name,
        description: itemText(text, 'description'),
      }));
  return {
    view: describeServer(parts, server),
    entry: registry.entry(server.id) ?? {},
    initialize:
      surface && parseText(surface.initialize, { start: 0, end: surface.initialize.length }),
    tools: named('tools'),
    everyTool: describeTools(surface?.lists.tools ?? [], named('tools')),
    prompts: named('prompts'),
    resources: (surface?.lists.resources ?? []).map(({ key, text }) => ({
      uri: key,
      name: itemText(text, 'name'),
    })),
    templates: (surface?.lists.resourceTemplates ?? []).map(({ key, text }) => ({
      uriTemplate: key,
      name: itemText(text, 'name'),
    })),
    stderr: server.log.recent().map(({ text }) => text),
  };
}
