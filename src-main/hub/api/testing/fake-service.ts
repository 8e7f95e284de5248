/** A stand-in for the hub, for tests of carriers and pages: its state is what a test sets. */
import type { LogLine } from '../../../../src-shared/contract/logs.ts';
import type { HubState, ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { HubService } from '../hub-service.ts';

export interface FakeService extends HubService {
  setState(state: HubState): void;
  setServing(serving: ReturnType<HubService['serving']>): void;
  writeLine(line: LogLine): void;
  /** How many listen to changes and lines now. */
  listeners(): number;
  /** Calls that were made, such as `restart github`. */
  readonly calls: string[];
}

export function createFakeService(initial: HubState): FakeService {
  let current = initial;
  let serving: ReturnType<HubService['serving']> = { ok: true };
  const onChange = new Set<() => void>();
  const onLine = new Set<(line: LogLine) => void>();
  const calls: string[] = [];

  return {
    calls,
    setState(state) {
      current = state;
      for (const listener of onChange) listener();
    },
    setServing(value) {
      serving = value;
    },
    writeLine(line) {
      for (const listener of onLine) listener(line);
    },
    listeners: () => onChange.size + onLine.size,

    state: () => current,
    serving: () => serving,
    onChange: (listener) => subscribe(onChange, listener),
    async reload() {
      calls.push('reload');
      return { added: ['new'], changed: [], removed: [], needRestart: [] };
    },
    async pause() {
      calls.push('pause');
      return { pausedSince: 1 };
    },
    async resume() {
      calls.push('resume');
      return {};
    },
    consoleLink: async () => 'http://127.0.0.1:8088/launch?code=test',
    stop: () => void calls.push('stop'),
    restart: () => void calls.push('restart'),
    servers: {
      get: async (id) => ({
        view: find(id),
        entry: { transport: 'stdio', command: 'true' },
        tools: [],
        resources: [],
        templates: [],
        prompts: [],
        stderr: [],
      }),
      add: async ({ id }) => {
        throw new LoomError('name-taken', `There is a server "${id}" already.`, {
          server: id,
          place: { file: '/home/ada/.config/loom/registry.yaml', line: 3, column: 5 },
        });
      },
      remove: async () => ({ removed: {} }),
      update: async ({ id }) => act(`update ${id}`, id),
      setEnabled: async ({ id, enabled }) => act(`${enabled ? 'enable' : 'disable'} ${id}`, id),
      start: async ({ id }) => act(`start ${id}`, id),
      stop: async () => {
        throw new TypeError('a bug');
      },
      restart: async ({ id }) => act(`restart ${id}`, id),
      signIn: async (id) => {
        act(`sign in ${id}`, id);
        return { url: 'https://auth.example.com/authorize', expiresAt: 0 };
      },
      finishSignIn: async ({ id }) => act(`finish sign-in ${id}`, id),
      cancelSignIn: async (id) => act(`cancel sign-in ${id}`, id),
      signOut: async (id) => {
        act(`sign out ${id}`, id);
        return { isRevoked: true };
      },
    },
    tools: {
      list: async () => [],
      async call({ name }, signal) {
        if (name === 'never') {
          calls.push('call');
          await new Promise((resolve) => signal?.addEventListener('abort', resolve));
          calls.push('call aborted');
        }
        return { result: { content: [{ type: 'text', text: name }], extra: [1, null] } };
      },
    },
    activity: {
      list: async () => ({ calls: [], total: 0, skipped: 0 }),
      get: async ({ id }) => {
        throw new LoomError('not-found', `there is no call ${id}, or not any more`);
      },
      async *follow() {},
      stats: async () => ({
        buckets: [],
        servers: [],
        tools: [],
        clients: [],
        all: { calls: 0, errors: 0 },
      }),
      export: async () => ({ text: '', calls: 0, hasMore: false }),
      clear: async () => ({ removed: 0 }),
    },
    presets: {
      list: async () => [],
      fill: async () => ({ entry: {}, runs: '', secrets: [], problems: [], digest: '' }),
      try: async () => ({ ok: true, tools: [], prompts: 0, resources: 0, stderr: [] }),
      add: async ({ id }) => ({ id, secrets: [] }),
      tryEntry: async () => ({ ok: true, tools: [], prompts: 0, resources: 0, stderr: [] }),
    },
    bundles: {
      offer: async () => ({ id: 'offered' }),
      inspect: async (from) => {
        const found = 'file' in from ? `${from.file.name}: ${await from.file.text()}` : '';
        throw new LoomError('invalid-bundle', `this is no bundle: ${found}`);
      },
      fill: async () => ({
        ...{ entry: {}, runs: '', secrets: [], problems: [], digest: '', folder: '' },
      }),
      try: async () => ({ ok: true, tools: [], prompts: 0, resources: 0, stderr: [] }),
      add: async ({ id }) => ({ id, folder: '' }),
    },
    playground: {
      async *run() {},
      answer: async () => ({ taken: false }),
      surface: async () => ({ tools: [], prompts: [], resources: [], templates: [] }),
    },
    processes: async () => ({
      hubMemory: 1,
      children: [],
      proxies: { processes: 0 },
      withoutLoom: { processes: 0 },
    }),
    recent: () => [],
    profiles: {
      list: async () => [],
      view: async () => ({ tools: [], limits: [] }),
      set: async ({ name, profile }) => ({
        ...{ name, profile, isWritten: true, tools: 0, tokens: 0, clients: [], boundTokens: [] },
      }),
      remove: async () => ({ removed: { servers: '*' } }),
    },
    settings: {
      list: async () => ({ file: '/home/ada/.config/loom/config.yaml', settings: [] }),
      set: async () => ({ needsRestart: false }),
    },
    doctor: {
      run: async () => [],
      fix: async () => [],
      diagnostics: async () => ({ name: 'loom-diagnostics.json', text: '{}' }),
    },
    auth: {
      list: async () => [],
      async generate() {
        throw new LoomError('vault-locked', 'the keychain is locked');
      },
      async revoke(token) {
        throw new LoomError('not-found', `there is no token "${token}"`);
      },
      async show() {
        throw new LoomError('not-found', 'no token was kept when it was made');
      },
    },
    secrets: {
      list: async () => [],
      set: async ({ name }) => ({ name, source: 'memory', usedBy: [] }),
      remove: async () => ({ usedBy: [] }),
      reveal: async () => ({ secret: 'hidden' }),
      store: async () => ({ isFile: true }),
      rekey: async () => ({ file: '/home/ada/.config/loom/vault.json' }),
      findPlaintext: async () => ({ adoptable: [], elsewhere: [], checked: [], unchecked: [] }),
      adopt: async () => ({ adopted: [] }),
    },
    clients: {
      list: async () => [],
      byHand: async () => [],
      projects: async () => [],
      tryServer: async () => ({ ok: true, tools: [], prompts: 0, resources: 0, stderr: [] }),
      preview: async () => ({ changes: [], refused: [] }),
      apply: async () => ({ written: [], refused: [] }),
      history: async () => [],
      previewUndo: async () => ({ changes: [], refused: [] }),
      undo: async () => ({ written: [], refused: [] }),
      forget: async () => ({ forgotten: 0 }),
      verify: async () => [],
      drifts: async () => [],
      resolveDrift: async () => [],
      async setHeal({ target }) {
        throw new LoomError('unknown-client', `Loom knows no client or file called ${target}.`);
      },
      generate: async () => ({ folder: '/home/ada/generated', files: [], refused: [] }),
      check: async () => [],
      findServers: async () => ({ candidates: [], skipped: [], unreadable: [], read: [] }),
      importServers: async () => ({ added: [], secrets: [], refused: [] }),
    },
    logs: {
      recent: async ({ server }) => [{ at: 1, ...(server && { server }), text: 'hello' }],
      onLine: (listener) => subscribe(onLine, listener),
    },
  };

  function act(call: string, id: string): ServerView {
    calls.push(call);
    return find(id);
  }

  function find(id: string): ServerView {
    const found = current.servers.find((server) => server.id === id);
    if (!found) throw new LoomError('not-found', `There is no server "${id}".`, { server: id });
    return found;
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
