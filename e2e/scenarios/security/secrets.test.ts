/** A canary in the vault: it reaches the server that needs it, and is found nowhere else. */
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runLoom } from '../../harness/home.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { processesOf } from '../../harness/processes.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { readIfThere } from '../../harness/read-if-there.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';

/** Every encoding writes it in another way. */
const canary = 'canary-5f3a1c9e "in the/vault+ü" 7d2b~';
const secret = $('secret:CANARY');

const servers = (remote: string) => ({
  local: serverEntry('blabbing', [], { env: { KEY: secret } }),
  refusing: serverEntry('blabbing', ['--refuse'], { env: { KEY: secret } }),
  unlistable: serverEntry('blabbing', ['--unlistable'], { env: { KEY: secret } }),
  crash: serverEntry('exit-at-start', [], { env: { KEY: secret } }),
  visible: serverEntry('hostile', [`--key=${secret}`]),
  remote: {
    transport: 'http',
    url: `${remote}/mcp?key=${secret}`,
    headers: { Authorization: `Bearer ${secret}`, 'X-Key': secret },
  },
  unreachable: { transport: 'http', url: `http://127.0.0.1:1/${secret}?key=${secret}` },
  eventful: { transport: 'sse', url: `${remote}/sse?key=${secret}`, headers: { 'X-Key': secret } },
});

test('secrets reach their servers, and no log, event, answer, error, file or command line', async () => {
  await using remote = await startEchoingRemote();
  const entries = servers(remote.url);
  await using hub = await startHub({ servers: entries, config: { log: { level: 'debug' } } });
  await using client = await connectSocket(hub);
  await using proxy = await connectProxy(hub);
  const seen: Seen[] = [];
  const events = followEvents(hub);
  seen.push(['set', JSON.stringify(await hub.api.secrets.set({ name: 'CANARY', secret: canary }))]);

  expect(textOf(await client.callTool('local__env', { name: 'KEY' }))).toBe(canary);
  for (const id of [
    'refusing',
    'unlistable',
    'crash',
    'visible',
    'remote',
    'unreachable',
    'eventful',
  ]) {
    seen.push([`calling ${id}`, JSON.stringify(await proxy.callTool(`${id}__x`))]);
  }
  await proxy.callTool('local__die');
  await hub.waitForState((state) => state.servers[0]?.health.phase === 'backing-off');
  expect(remote.seen()).toContain(JSON.stringify(canary).slice(1, 10));

  for (const id of Object.keys(entries)) seen.push(...(await describe(hub, id)));
  seen.push(['state', JSON.stringify(await hub.api.hub.state())]);
  seen.push(['logs', JSON.stringify(await hub.api.logs.recent({}))]);
  seen.push(['secrets', JSON.stringify(await hub.api.secrets.list())]);
  seen.push(...(await runCommands(hub.home)));
  seen.push(...processesAndFiles(hub.home));
  seen.push(['proxy', [...proxy.received, proxy.stderr()].join('\n')]);
  seen.push(['hub', hub.output()], ['events', await events.end()]);

  expect(seen.filter(([, text]) => holdsCanary(text)).map(([where]) => where)).toEqual([]);
  const all = seen.map(([, text]) => text).join('\n');
  expect(all).toContain('would be seen by every user');
  // What the servers said was seen, without it.
  expect(all).toContain('settings: ');
});

/** Where something was seen, and what. */
type Seen = [where: string, text: string];

async function describe(hub: TestHub, id: string): Promise<Seen[]> {
  const details: Seen = [`details of ${id}`, JSON.stringify(await hub.api.servers.get({ id }))];
  const failure = await hub.api.servers.start({ id }).then(JSON.stringify, (error: Error) => {
    return `${error.stack} ${JSON.stringify(error)}`;
  });
  return [details, [`start of ${id}`, failure]];
}

async function runCommands(home: string): Promise<Seen[]> {
  const commands = [
    ...['status', 'doctor', 'validate', 'tools', 'logs', 'servers list', 'secret list'],
    ...['servers show remote', 'servers show local', 'secret get CANARY', 'secret set CANARY x'],
    ...['servers restart refusing', 'servers restart crash', 'call local__die'],
  ];
  const seen: Seen[] = [];
  for (const words of commands.flatMap((command) => [command, `${command} --json`])) {
    const { stdout, stderr } = await runLoom(home, words.split(' '));
    seen.push([`loom ${words}`, stdout + stderr]);
  }
  return seen;
}

/** Of processes what everybody sees, and of ours what their owner sees, too. */
function processesAndFiles(home: string): Seen[] {
  const processes = processesOf({ home }).flatMap((pid): Seen[] => {
    const command = readIfThere(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
    const isServer = command.includes('e2e/servers');
    const environment = isServer ? '' : readIfThere(`/proc/${pid}/environ`);
    return [[`process ${pid}`, command + environment]];
  });
  const files = filesBelow(home).map((file): Seen => [file, readIfThere(file)]);
  return [...processes, ...files];
}

/** Everything that the hub pushes, until its end. */
function followEvents(hub: TestHub): { end(): Promise<string> } {
  const stop = new AbortController();
  const { signal } = stop;
  const seen: string[] = [];
  const follow = async (open: () => Promise<AsyncIterable<unknown>>) => {
    try {
      for await (const event of await open()) seen.push(JSON.stringify(event));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
  const following = [
    follow(() => hub.api.hub.changes(undefined, { signal })),
    follow(() => hub.api.logs.follow({}, { signal })),
  ];
  return {
    async end() {
      stop.abort();
      await Promise.all(following);
      return seen.join('\n');
    },
  };
}

/** Plain, as JSON, URLs and forms escape it, and in base64 behind any number of other bytes. */
function holdsCanary(text: string): boolean {
  const once = JSON.stringify(canary).slice(1, -1);
  const escaped = [canary, once, JSON.stringify(once).slice(1, -1)];
  const inUrls = [
    encodeURIComponent(canary),
    encodeURI(canary),
    `${new URLSearchParams({ k: canary })}`.slice(2),
  ];
  const inBase64 = ['', 'a', 'ab'].flatMap((before) =>
    (['base64', 'base64url'] as const).map((encoding) =>
      Buffer.from(before + canary)
        .toString(encoding)
        .slice(4, -4),
    ),
  );
  // Parts are bad enough.
  const parts = ['canary-5f3a1c9e', '7d2b~'];
  return [...escaped, ...inUrls, ...inBase64, ...parts].some((form) => text.includes(form));
}

/** A reference, spelled so that it is no template. */
function $(inside: string): string {
  return `\${${inside}}`;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Refuses everything, and says back all that it was sent: some servers do. */
async function startEchoingRemote() {
  let seen = '';
  const server = createServer((request, response) => {
    const said = JSON.stringify([request.url, request.headers]);
    seen += said;
    response.writeHead(401, { 'content-type': 'text/plain' }).end(`refused: ${said}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: () => seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
