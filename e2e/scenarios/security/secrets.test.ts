/** A canary in the vault: it reaches the server that needs it, and is found nowhere else. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runLoom, startHub } from '../../harness/hub.ts';
import { processesOf } from '../../harness/processes.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';

const canary = 'canary-5f3a1c9e-in-the-vault';

test('secrets reach their servers, and no log, answer, error, file or command line', async () => {
  await using remote = await startEchoingRemote();
  const secret = $('secret:CANARY');
  await using hub = await startHub({
    env: { LOOM_SECRET_CANARY: canary },
    servers: {
      local: serverEntry('hostile', [], { env: { KEY: secret } }),
      crash: serverEntry('exit-at-start', [], { env: { KEY: secret } }),
      visible: serverEntry('hostile', [`--key=${secret}`]),
      remote: {
        transport: 'http',
        url: `${remote.url}/mcp?key=${secret}`,
        headers: { Authorization: `Bearer ${secret}`, 'X-Key': secret },
      },
      unreachable: { transport: 'http', url: `http://127.0.0.1:1/${secret}?key=${secret}` },
    },
    config: { log: { level: 'debug' } },
  });
  await using client = await connectSocket(hub);
  await using proxy = await connectProxy(hub);
  const seen: string[] = [];
  const names = ['crash__x', 'visible__ok', 'remote__x', 'unreachable__x', 'nobody'];
  for (const name of names) seen.push(JSON.stringify(await proxy.callTool(name)));
  expect(textOf(await client.callTool('local__env', { name: 'KEY' }))).toBe(canary);
  expect(remote.seen()).toContain(canary);

  seen.push(...proxy.received, proxy.stderr(), hub.output());
  seen.push(JSON.stringify(await hub.api.hub.state()));
  seen.push(JSON.stringify(await hub.api.logs.recent({})));
  for (const id of ['local', 'crash', 'visible', 'remote', 'unreachable']) {
    seen.push(JSON.stringify(await hub.api.servers.get({ id })));
    await hub.api.servers.start({ id }).catch((error: unknown) => {
      seen.push(JSON.stringify(error), String((error as Error).stack));
    });
  }
  for (const words of [['status'], ['doctor', '--json'], ['logs'], ['servers', 'show', 'remote']]) {
    const { stdout, stderr } = await runLoom(hub.home, words);
    seen.push(stdout, stderr);
  }
  for (const pid of processesOf({ home: hub.home })) {
    seen.push(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
  }
  for (const file of filesBelow(hub.home)) seen.push(readFileSync(file, 'latin1'));
  expect(seen.filter((text) => text.includes(canary))).toEqual([]);
  expect(seen.join('\n')).toContain('would be seen by every user');
});

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
