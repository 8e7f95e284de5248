/** A stand-in for the hub: the real contract over a real socket, its answers what a test sets. */
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { implement, ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
import { contract } from '../../src-shared/contract/index.ts';
import type { LogLine } from '../../src-shared/contract/logs.ts';
import type { ServerDetails } from '../../src-shared/contract/servers.ts';
import type { HubState, ServerView } from '../../src-shared/domain/hub-state.ts';
import type { SecretView } from '../../src-shared/domain/secret.ts';
import { emptyState } from '../../src-shared/domain/testing/sample-state.ts';
import type { TokenView } from '../../src-shared/domain/token.ts';
import { LoomError } from '../../src-shared/errors.ts';
import type { Paths } from '../../src-shared/paths.ts';
import type { Tool } from '../commands/tools.ts';
import { createFakeClients, type FakeClients } from './fake-clients.ts';
import { aToken, echoTool, usedServer } from './samples.ts';

export interface FakeHub extends AsyncDisposable {
  state: HubState;
  tools: Tool[];
  secrets: SecretView[];
  tokens: TokenView[];
  /** Whether its HTTP clients need one. */
  asksForTokens: boolean;
  /** What `servers.start` fails with. */
  startFailure: LoomError | undefined;
  toolResult: unknown;
  recentLines: LogLine[];
  followedLines: LogLine[];
  clients: FakeClients;
  /** Calls that changed something, such as `start echo`, with their input. */
  readonly calls: { call: string; input?: unknown }[];
  /** How many followers are connected. */
  followers(): number;
  close(): Promise<void>;
}

export async function startFakeHub(paths: Paths): Promise<FakeHub> {
  let followers = 0;
  const hub: FakeHub = {
    state: { ...emptyState, servers: [usedServer('echo'), usedServer('github')] },
    tools: [echoTool],
    secrets: [],
    tokens: [],
    asksForTokens: true,
    startFailure: undefined,
    toolResult: { content: [{ type: 'text', text: 'hello' }] },
    recentLines: [],
    followedLines: [],
    clients: createFakeClients(),
    calls: [],
    followers: () => followers,
    close,
    [Symbol.asyncDispose]: close,
  };
  const handler = new RPCHandler(
    createRouter(hub, (by) => {
      followers += by;
    }),
  );
  const server = createServer((request, response) => {
    void handler.handle(request, response, { prefix: '/api' });
  });
  await mkdir(dirname(paths.socket), { recursive: true, mode: 0o700 });
  await new Promise<void>((resolve) => server.listen(paths.socket, resolve));
  return hub;

  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** The groups that the command calls. */
function usedContract() {
  const { hub, servers, tools, secrets, auth, clients, logs } = contract;
  return { hub, servers, tools, secrets, auth, clients, logs };
}

function createRouter(hub: FakeHub, countFollower: (by: 1 | -1) => void) {
  const api = implement(usedContract()).use(async ({ next }) => {
    try {
      return await next();
    } catch (thrown) {
      throw thrown instanceof LoomError ? failure(thrown) : thrown;
    }
  });
  return api.router({
    hub: {
      state: api.hub.state.handler(() => hub.state),
      changes: api.hub.changes.handler(async function* () {
        yield hub.state;
      }),
      reload: api.hub.reload.handler(() => ({
        added: ['new'],
        changed: [],
        removed: ['old', 'older'],
        needRestart: ['http.address'],
      })),
      processes: api.hub.processes.handler(() => ({
        hubMemory: 1,
        children: [],
        proxies: { processes: 0 },
        withoutLoom: { processes: 0 },
      })),
      recent: api.hub.recent.handler(() => []),
      pause: api.hub.pause.handler(() => {
        hub.state = { ...hub.state, pausedSince: 1 };
        return { pausedSince: 1 };
      }),
      resume: api.hub.resume.handler(() => {
        const { pausedSince: _, ...running } = hub.state;
        hub.state = running;
        return {};
      }),
      consoleLink: api.hub.consoleLink.handler(() => ({ url: 'http://127.0.0.1:8088/l?code=x' })),
      stop: api.hub.stop.handler(() => {
        setTimeout(() => void hub.close(), 100);
        return { pid: hub.state.pid };
      }),
      restart: api.hub.restart.handler(() => {
        const { pid, startedAt } = hub.state;
        hub.state = { ...hub.state, startedAt: startedAt + 1 };
        return { pid, startedAt };
      }),
    },
    servers: {
      list: api.servers.list.handler(() => hub.state.servers),
      get: api.servers.get.handler(({ input }) => detailsOf(hub, input.id)),
      add: api.servers.add.handler(({ input }) => {
        hub.calls.push({ call: `add ${input.id}`, input: input.entry });
        hub.state.servers.push(usedServer(input.id));
        return find(hub, input.id);
      }),
      remove: api.servers.remove.handler(({ input }) => {
        act(hub, 'remove', input.id);
        return { removed: { transport: 'stdio', command: 'echo' } };
      }),
      update: api.servers.update.handler(({ input }) => act(hub, 'update', input.id)),
      setEnabled: api.servers.setEnabled.handler(({ input }) =>
        act(hub, input.enabled ? 'enable' : 'disable', input.id),
      ),
      start: api.servers.start.handler(({ input }) => {
        if (hub.startFailure) throw hub.startFailure;
        return act(hub, 'start', input.id);
      }),
      stop: api.servers.stop.handler(({ input }) => act(hub, 'stop', input.id)),
      restart: api.servers.restart.handler(({ input }) => act(hub, 'restart', input.id)),
      signIn: api.servers.signIn.handler(({ input }) => {
        act(hub, 'sign in', input.id);
        return { url: 'https://auth.example.com/authorize', expiresAt: Date.now() + 60_000 };
      }),
      finishSignIn: api.servers.finishSignIn.handler(({ input }) =>
        act(hub, 'finish sign-in', input.id),
      ),
      cancelSignIn: api.servers.cancelSignIn.handler(({ input }) =>
        act(hub, 'cancel sign-in', input.id),
      ),
      signOut: api.servers.signOut.handler(({ input }) => {
        act(hub, 'sign out', input.id);
        return { isRevoked: true };
      }),
    },
    tools: {
      list: api.tools.list.handler(({ input }) => {
        if (input.server) find(hub, input.server);
        return hub.tools.filter(({ server }) => !input.server || server === input.server);
      }),
      call: api.tools.call.handler(({ input }) => {
        hub.calls.push({ call: `call ${input.name}`, input: input.arguments });
        const isNamed = hub.tools.some(({ name }) => name === input.name);
        const bare = hub.tools.filter(({ upstreamName }) => upstreamName === input.name);
        if (!isNamed && bare.length !== 1)
          throw new LoomError('tool-failed', `Unknown tool: ${input.name}`);
        return { result: hub.toolResult };
      }),
    },
    secrets: {
      list: api.secrets.list.handler(() => hub.secrets),
      set: api.secrets.set.handler(({ input }) => {
        hub.calls.push({ call: `set ${input.name}`, input: input.secret });
        return { name: input.name, source: 'keychain' as const, usedBy: ['github'] };
      }),
      remove: api.secrets.remove.handler(({ input }) => {
        const { usedBy } = findSecret(hub, input.name);
        if (usedBy.length > 0 && !input.force) {
          throw new LoomError('secret-in-use', `${input.name} is used by ${usedBy.join(', ')}`);
        }
        hub.calls.push({ call: `rm ${input.name}` });
        return { usedBy };
      }),
      reveal: api.secrets.reveal.handler(({ input }) => {
        findSecret(hub, input.name);
        return { secret: 'hidden-value' };
      }),
      store: api.secrets.store.handler(() => ({ isFile: true })),
      rekey: api.secrets.rekey.handler(({ input }) => {
        hub.calls.push({ call: 'rekey', input: input.passphrase });
        return { file: '/home/ada/vault.json' };
      }),
      // The command reads files itself; the console asks these.
      findPlaintext: api.secrets.findPlaintext.handler(() => ({
        ...{ adoptable: [], elsewhere: [], checked: [], unchecked: [] },
      })),
      adopt: api.secrets.adopt.handler(() => ({ adopted: [] })),
    },
    auth: {
      list: api.auth.list.handler(() => hub.tokens),
      generate: api.auth.generate.handler(({ input }) => {
        hub.calls.push({ call: 'generate', input });
        const token = { ...aToken, ...input, name: input.name ?? 'token-1' };
        return { token, text: 'loom_text', isAsked: hub.asksForTokens };
      }),
      revoke: api.auth.revoke.handler(({ input }) => {
        hub.calls.push({ call: `revoke ${input.token}` });
        return findToken(hub, input.token);
      }),
      show: api.auth.show.handler(({ input }) => ({
        token: findToken(hub, input.token ?? 'kept'),
        text: 'loom_kept',
      })),
    },
    clients: createClientsRouter(hub),
    logs: {
      recent: api.logs.recent.handler(({ input }) => {
        if (input.server) find(hub, input.server);
        return hub.recentLines.filter(({ server }) => !input.server || server === input.server);
      }),
      follow: api.logs.follow.handler(async function* ({ signal }) {
        countFollower(1);
        try {
          yield* hub.followedLines;
          await new Promise((resolve) =>
            signal?.addEventListener('abort', resolve, { once: true }),
          );
        } finally {
          countFollower(-1);
        }
      }),
    },
  });
}

function createClientsRouter({ clients }: FakeHub) {
  const { clients: api } = implement(contract);
  const note = (call: string, input: unknown) => clients.calls.push({ call, input });
  return {
    list: api.list.handler(({ input }) => {
      note('list', input);
      return clients.targets;
    }),
    byHand: api.byHand.handler(() => []),
    projects: api.projects.handler(() => []),
    tryServer: api.tryServer.handler(() => {
      throw new Error('nothing of the CLI tries servers');
    }),
    preview: api.preview.handler(({ input }) => {
      note('preview', input);
      return clients.preview;
    }),
    apply: api.apply.handler(({ input }) => {
      note('apply', input);
      return clients.result;
    }),
    history: api.history.handler(() => clients.history),
    previewUndo: api.previewUndo.handler(({ input }) => {
      note('previewUndo', input);
      return clients.preview;
    }),
    undo: api.undo.handler(({ input }) => {
      note('undo', input);
      return clients.result;
    }),
    forget: api.forget.handler(({ input }) => {
      note('forget', input);
      return { forgotten: clients.history.length };
    }),
    verify: api.verify.handler(({ input }) => {
      note('verify', input);
      return clients.verifications;
    }),
    drifts: api.drifts.handler(() => []),
    resolveDrift: api.resolveDrift.handler(() => []),
    setHeal: api.setHeal.handler(({ input }) => {
      note('setHeal', input);
      const target = clients.targets.find(({ id }) => id === input.target);
      if (!target) throw new LoomError('unknown-client', `There is no client "${input.target}".`);
      return { ...target, heal: input.heal };
    }),
    generate: api.generate.handler(({ input }) => {
      note('generate', input);
      return clients.generated;
    }),
    check: api.check.handler(({ input }) => {
      note('check', input);
      return clients.checked;
    }),
    findServers: api.findServers.handler(({ input }) => {
      note('findServers', input);
      return clients.plan;
    }),
    importServers: api.importServers.handler(({ input }) => {
      note('importServers', input);
      return clients.imported;
    }),
  };
}

function failure({ message, code, remedy, server, place, stderr }: LoomError) {
  const data = { code, remedy, ...(server && { server }), ...(place && { place }), stderr };
  return new ORPCError('LOOM', { defined: true, message, data });
}

function act(hub: FakeHub, call: string, id: string): ServerView {
  const server = find(hub, id);
  hub.calls.push({ call: `${call} ${id}` });
  return server;
}

function find(hub: FakeHub, id: string): ServerView {
  const server = hub.state.servers.find((known) => known.id === id);
  if (!server) throw new LoomError('not-found', `There is no server "${id}".`, { server: id });
  return server;
}

function findSecret(hub: FakeHub, name: string): SecretView {
  const secret = hub.secrets.find((known) => known.name === name);
  if (!secret) throw new LoomError('not-found', 'There is no secret of that name.');
  return secret;
}

function findToken(hub: FakeHub, which: string): TokenView {
  const token = hub.tokens.find(({ id, name }) => id === which || name === which);
  if (!token) {
    const remedy = '`loom auth token-list` shows what there is.';
    throw new LoomError('not-found', `There is no token "${which}".`, { remedy });
  }
  return token;
}

function detailsOf(hub: FakeHub, id: string): ServerDetails {
  return {
    view: find(hub, id),
    entry: { transport: 'stdio', command: 'npx', env: { API_KEY: 'hidden-value' } },
    initialize: { protocolVersion: '2025-11-25', serverInfo: { name: 'Echo', version: '1.2.3' } },
    tools: hub.tools
      .filter(({ server }) => server === id)
      .map(({ name, upstreamName }) => ({ name, upstreamName, description: 'Says it again' })),
    resources: [],
    templates: [],
    prompts: [],
    stderr: ['listening'],
  };
}
