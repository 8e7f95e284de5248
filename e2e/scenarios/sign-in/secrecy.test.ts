/** No token of a sign-in may be found anywhere but in the vault. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { browse } from '../../harness/browse.ts';
import { runLoom } from '../../harness/home.ts';
import { startHub } from '../../harness/hub.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import type { Json } from '../../harness/rpc-session.ts';
import { startOauthServer } from '../../harness/servers.ts';

const id = 'docs';

/** Everything in a folder, by path. */
function filesIn(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return new Map(paths.map((path) => [path, readFileSync(path)]));
}

test('tokens are in no log, state, answer, diagnostics or file', async () => {
  await using remote = await startOauthServer();
  await using hub = await startHub({
    servers: { [id]: { transport: 'http', url: remote.url } },
    config: { log: { level: 'debug' } },
  });
  const { url } = await hub.api.servers.signIn({ id });
  await browse(url);
  await hub.waitForState(({ servers: [docs] }) => docs?.surface !== undefined);
  const said: unknown[] = [];
  await using client = await connectSocket(hub);
  said.push(await client.callTool(`${id}__echo`, { text: 'hi' }));
  await remote.admin('expire');
  said.push(await client.callTool(`${id}__echo`, { text: 'hi' }));
  said.push(await client.callTool(`${id}__write`, { text: 'refused, with the token in the body' }));
  await remote.admin('forget');
  said.push(await client.callTool(`${id}__echo`, { text: 'hi' }));
  said.push(await hub.api.servers.get({ id }), await hub.api.hub.state());
  said.push(await hub.api.secrets.list(), await hub.api.doctor.diagnostics());
  said.push(await hub.api.logs.recent({}), await hub.api.activity.list({ filter: {} }));
  for (const words of [['status'], ['servers', 'show', id], ['secret', 'list'], ['logs', id]]) {
    said.push(await runLoom(hub.home, words));
  }
  const { tokens } = (await remote.admin('state')) as Json;
  expect(tokens.length).toBeGreaterThanOrEqual(5);
  await hub.stop();
  const texts = [JSON.stringify(said), hub.output()];
  const files = [...filesIn(hub.home)].map(([path, bytes]) => [path, bytes.toString('latin1')]);
  for (const token of tokens as string[]) {
    expect(texts.filter((text) => text.includes(token))).toEqual([]);
    const leaks = files.filter(([, text]) => text?.includes(token)).map(([path]) => path);
    expect(leaks).toEqual([]);
  }
});

test('a reference cannot name a sign-in, and no secret can take its place', async () => {
  await using hub = await startHub();
  const name = 'loom.sign-in.0123456789abcdef0123456789abcdef';
  await expect(hub.api.secrets.set({ name, secret: 'x' })).rejects.toThrow("Loom's own");
  const entry = {
    transport: 'http',
    url: 'http://127.0.0.1:9/mcp',
    headers: { X: `\${secret:${name}}` },
  };
  await hub.api.servers.add({ id, entry });
  await expect(hub.api.servers.start({ id })).rejects.toThrow("Loom's own");
});
