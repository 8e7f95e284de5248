import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { Config } from '../../../src-shared/domain/config.ts';
import { Registry } from '../../../src-shared/domain/registry.ts';
import { type RequestFrame, readFrame } from '../../../src-shared/wire/frame.ts';
import { memorySurfaceStore } from '../catalog/store.ts';
import { Core } from '../core.ts';
import { metaKeys } from '../mcp/envelope.ts';
import type { Pieces } from '../mcp/message.ts';
import { Problems } from '../problems.ts';
import type { ClientRequest, Session } from '../sessions/session.ts';
import { createTransports, openLinkWith } from '../upstreams/index.ts';

const servers = new URL('../../../e2e/servers/', import.meta.url).pathname;

/** A core with stdio servers, each given as its file (in `e2e/servers`, or absolute) and arguments. */
export interface TestCore extends AsyncDisposable {
  core: Core;
  /** A client on a connection of its own. */
  connect(profile?: string): TestClient;
}

export interface TestClient {
  session: Session;
  /** What came that is no answer, as text. */
  heard: string[];
  /** Sends a message as it is; resolves to the answer's text, where it is a request. */
  send(text: string): Promise<string>;
  /** A request of the legacy era; resolves to the parsed answer. */
  legacy(method: string, params?: object): Promise<Answer>;
  /** A request of the modern era; `meta` overrides members of its envelope. */
  modern(method: string, params?: object, meta?: object): Promise<Answer>;
}

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers of every shape.
  result?: any;
  error?: { code: number; message: string; data?: object };
}

export async function openCore(
  entries: Record<string, readonly string[]>,
  more: { profiles?: object; config?: object } = {},
): Promise<TestCore> {
  const log = { warn() {} };
  const registry = Registry.parse({
    servers: Object.fromEntries(
      Object.entries(entries).map(([id, [file, ...args]]) => [
        id,
        {
          transport: 'stdio',
          command: process.execPath,
          args: [resolve(servers, String(file)), ...args],
        },
      ]),
    ),
    profiles: more.profiles,
  });
  const open = openLinkWith(
    createTransports({
      record: { add() {}, remove() {} },
      childEnv: async () => ({ PATH: process.env.PATH ?? '', HOME: tmpdir() }),
    }),
  );
  const core = new Core({
    version: '1.2.3',
    config: Config.parse(more.config ?? {}),
    registry: () => registry,
    store: memorySurfaceStore(),
    openLink: (spec, _project, events, options) => open(spec, events, options),
    onLogLine() {},
    onChange() {},
    problems: new Problems(log, () => {}),
    log,
  });
  core.applyRegistry();
  return {
    core,
    connect: (profile = 'default') => connect(core, profile),
    [Symbol.asyncDispose]: () => core.close(),
  };
}

function connect(core: Core, profile: string): TestClient {
  const heard: string[] = [];
  const hear = (message: Pieces) => void heard.push(textOf(message));
  const session = core.sessions.open({ carrier: 'socket', profile, send: hear });
  const send = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const reading = readFrame(Buffer.from(text));
      if (!reading.ok) throw new Error(reading.detail);
      if (reading.frame.kind !== 'request') resolve('');
      const toRequest = (frame: RequestFrame): ClientRequest => ({
        frame,
        session,
        reply: (message) => resolve(textOf(message)),
        notify: hear,
        drop: () => reject(new Error('it was dropped')),
      });
      core.take(session, reading.frame, toRequest);
    });
  let lastId = 0;
  const ask = async (method: string, params: object | undefined) => {
    lastId += 1;
    return JSON.parse(await send(JSON.stringify({ jsonrpc: '2.0', id: lastId, method, params })));
  };
  return {
    session,
    heard,
    send,
    legacy: ask,
    modern: (method, params, meta) => ask(method, { ...params, _meta: { ...envelope, ...meta } }),
  };
}

/** What every modern request carries, unless a test says otherwise. */
export const envelope = {
  [metaKeys.protocolVersion]: '2026-07-28',
  [metaKeys.clientInfo]: { name: 'tester', version: '1' },
  [metaKeys.clientCapabilities]: {},
};

function textOf(message: Pieces): string {
  return Buffer.concat(message).toString();
}
