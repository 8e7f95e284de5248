/** Which sessions share an instance (design.md section 4, "Sharing without crossed wires"). */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { type Json, jsonOf, type RawClient, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { carriers, listed } from './carriers.ts';
import { npmServer } from './npm-servers.ts';

const folders = ['a', 'b'].map((name) =>
  mkdtempSync(join(realpathSync(tmpdir()), `loom-${name}-`)),
);
const [projectA = '', projectB = ''] = folders;
writeFileSync(join(projectA, 'here.txt'), 'this is a');
writeFileSync(join(projectB, 'here.txt'), 'this is b');
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test('auto: one process serves everybody, from the home folder', async () => {
  await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
  await using one = await connectProxy(hub, { cwd: projectA });
  await using two = await connectHttp(hub);
  const [first, second] = await Promise.all([whoami(one), whoami(two)]);
  expect(second.pid).toBe(first.pid);
  expect(first.cwd).toBe(realpathSync(hub.home));
});

test('session: each session has a process of its own, which ends with it', async () => {
  await using hub = await startHub({
    servers: { echo: serverEntry('echo', [], { scope: 'session' }) },
  });
  await using one = await connectProxy(hub, { cwd: projectA });
  await using two = await connectHttp(hub);
  const [first, second] = await Promise.all([whoami(one), whoami(two)]);
  expect(second.pid).not.toBe(first.pid);
  expect(await whoami(one)).toEqual(first);
  expect(first.cwd).toBe(projectA);
  await two.end();
  await hub.waitForState(({ servers: [echo] }) => echo?.instances.length === 1);
});

test('project: one process for each project folder, run in it', async () => {
  await using hub = await startHub({
    servers: { echo: serverEntry('echo', [], { scope: 'project' }) },
  });
  await using a1 = await connectProxy(hub, { cwd: projectA });
  await using a2 = await connectProxy(hub, { args: ['--project', projectA] });
  await using b = await connectProxy(hub, { cwd: projectB });
  const [first, second, third] = await Promise.all([whoami(a1), whoami(a2), whoami(b)]);
  expect(second.pid).toBe(first.pid);
  expect(third.pid).not.toBe(first.pid);
  expect(first.cwd).toBe(projectA);
  expect(third.cwd).toBe(projectB);
});

test('${project} in a definition makes it one process for each project', async () => {
  const entry = serverEntry('echo', ['--name', '${project}'], { env: { AT: '${project}/x' } });
  await using hub = await startHub({ servers: { echo: entry } });
  await using a = await connectProxy(hub, { cwd: projectA });
  await using b = await connectProxy(hub, { cwd: projectB });
  for (const [client, folder] of [
    [a, projectA],
    [b, projectB],
  ] as const) {
    expect(await listed(client, 'tools')).toContain('echo__whoami');
    const who = jsonOf(await client.callTool('echo__whoami', { env: 'AT' }));
    expect(who).toMatchObject({ name: folder, args: ['--name', folder], value: `${folder}/x` });
  }
});

test('${project} without a project is an error that names the remedy, and spoils nothing else', async () => {
  await using hub = await startHub({
    servers: {
      files: serverEntry('echo', ['--name', '${project}']),
      slow: serverEntry('slow'),
    },
  });
  await using a = await connectProxy(hub, { cwd: projectA });
  expect(await listed(a, 'tools')).toContain('files__echo');
  await using client = await connectHttp(hub);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  const { result, error } = await client.callTool('files__echo');
  const text = error?.message ?? textOf({ result });
  expect(text).toMatch(/server "files" needs a project folder/);
  expect(text).toMatch(/loom proxy --project DIR/);
});

test.each(carriers)('the filesystem server works in the project folder, through $via', async () => {
  await using hub = await startHub({
    servers: { files: npmServer('filesystem', ['${project}']) },
  });
  await using a = await connectProxy(hub, { cwd: projectA });
  await using b = await connectProxy(hub, { cwd: projectB });
  const read = (client: RawClient, path: string) =>
    client.callTool('files__read_text_file', { path });
  expect(textOf(await read(a, join(projectA, 'here.txt')))).toBe('this is a');
  expect(textOf(await read(b, join(projectB, 'here.txt')))).toBe('this is b');
  const foreign = await read(b, join(projectA, 'here.txt'));
  expect(foreign.result).toMatchObject({ isError: true });
  expect(textOf(foreign)).toContain('denied');
});

test.each(carriers)(
  'the filesystem server takes its folders from the client’s roots, through $via',
  async ({ connect }) => {
    await using hub = await startHub({ servers: { files: npmServer('filesystem', []) } });
    await using a = await connect(hub, { capabilities: { roots: { listChanged: true } } });
    await using b = await connectSocket(hub, { capabilities: { roots: {} } });
    a.onRequest('roots/list', () => ({ roots: [{ uri: `file://${projectA}` }] }));
    b.onRequest('roots/list', () => ({ roots: [{ uri: `file://${projectB}` }] }));
    // It asks at its start, so the first session must get an instance that is its own.
    const path = (folder: string) => ({ path: join(folder, 'here.txt') });
    expect(await text(a, path(projectA))).toBe('this is a');
    expect(await text(b, path(projectB))).toBe('this is b');
    expect(await text(b, path(projectA))).toContain('denied');
    expect(await text(a, path(projectA))).toBe('this is a');

    async function text(client: RawClient, args: object): Promise<string> {
      let answer = '';
      // The server asks for the roots after its start, and knows no folder until they are there.
      await expect
        .poll(async () => {
          answer = textOf(await client.callTool('files__read_text_file', args));
          return answer;
        })
        .not.toMatch(/not in $/);
      return answer;
    }
  },
);

async function whoami(client: RawClient): Promise<Json> {
  return jsonOf(await client.callTool('echo__whoami'));
}
