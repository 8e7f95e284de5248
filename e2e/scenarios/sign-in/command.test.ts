/** `loom sign-in` and `loom sign-out`, as people run them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { browse, browseElsewhere } from '../../harness/browse.ts';
import { loomEntry, runLoom, testEnv } from '../../harness/home.ts';
import { startHub } from '../../harness/hub.ts';
import { openShell } from '../../harness/open-shell.ts';
import { startOauthServer } from '../../harness/servers.ts';

/** Runs the command, and is the browser that its link is opened in. */
async function signIn(home: string): Promise<{ code: number; out: string; said: string }> {
  const child = spawn(process.execPath, [loomEntry, 'sign-in', 'docs', '--no-open'], {
    env: testEnv(home),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = text(child.stdout);
  const ended = once(child, 'close');
  let said = '';
  let isOpened = false;
  for await (const chunk of child.stderr) {
    said += chunk;
    const link = /^http\S+$/m.exec(said)?.[0];
    if (link === undefined || isOpened || !said.includes('Waiting')) continue;
    isOpened = true;
    await browse(link);
  }
  const [code] = await ended;
  return { code, out: await out, said };
}

test('signs in with a link, and out again', async () => {
  await using remote = await startOauthServer();
  await using hub = await startHub({ servers: { docs: { transport: 'http', url: remote.url } } });
  const { code, out } = await signIn(hub.home);
  expect([code, out]).toEqual([0, expect.stringMatching(/^Signed in to docs: by http.*mcp:use/)]);
  expect((await runLoom(hub.home, ['servers', 'show', 'docs'])).stdout).toMatch(/sign-in +by http/);
  const gone = await runLoom(hub.home, ['sign-out', 'docs']);
  expect([gone.code, gone.stdout]).toEqual([0, 'Signed out of docs.\n']);
  expect((await runLoom(hub.home, ['status'])).stdout).toContain('loom sign-in docs');
});

test('of a browser on another machine the address is enough that it ended at', async () => {
  await using remote = await startOauthServer();
  await using hub = await startHub({ servers: { docs: { transport: 'http', url: remote.url } } });
  await using shell = await openShell(hub, 100);
  const ended = shell.loom('sign-in', 'docs', '--no-open');
  const said = () => shell.stderr.text;
  await expect.poll(said).toContain('paste the address of that page here');
  shell.stdin.write('\nhttps://elsewhere.example.com/callback?code=c0de\n');
  await expect
    .poll(said)
    .toContain('This is not the address that the sign-in waits for. Copy all of');
  const address = await browseElsewhere(/^http\S+$/m.exec(said())?.[0] ?? '');
  shell.stdin.write(`${address}\n`);
  expect([await ended, said()]).toEqual([0, expect.not.stringContaining('error')]);
  expect(shell.stdout.text).toMatch(/^Signed in to docs: by http/);
  expect(hub.output()).not.toContain(new URL(address).searchParams.get('code'));
});

test('says why it failed, and what to do', async () => {
  await using remote = await startOauthServer(['--deny']);
  await using hub = await startHub({ servers: { docs: { transport: 'http', url: remote.url } } });
  const { code, said } = await signIn(hub.home);
  expect([code, said]).toEqual([9, expect.stringContaining('access_denied: the owner said no')]);
});
