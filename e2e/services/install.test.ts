/** `loom service` from end to end, on a systemd that only starts and stops what the unit names. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createHubClient } from '../../src-cli/hub-client.ts';
import { loomPaths } from '../../src-shared/paths.ts';
import { loomCommand } from '../harness/home.ts';
import { waitUntilGone } from '../harness/processes.ts';
import { createUser, type TestUser } from './create-user.ts';

const systemctl = `#!/bin/sh
unit=$HOME/.config/systemd/user/loom.service
case "$*" in
  '--user enable --now loom.service')
    start=$(sed -n "s#^ExecStart=%h#$HOME#p" "$unit")
    $start >/dev/null 2>&1 </dev/null & echo $! > "$HOME/main.pid" ;;
  '--user disable --now loom.service')
    kill "$(cat "$HOME/main.pid")"
    until grep -q '^State:.Z' "/proc/$(cat "$HOME/main.pid")/status" 2>/dev/null \\
      || ! kill -0 "$(cat "$HOME/main.pid")" 2>/dev/null; do sleep 0.05; done ;;
  *status*) echo 'active (running)' ;;
esac
`;

function putSystemctl({ home, env }: TestUser): void {
  const bin = join(home, 'system');
  mkdirSync(bin);
  writeFileSync(join(bin, 'systemctl'), systemctl, { mode: 0o755 });
  env.PATH = `${bin}:${env.PATH}`;
}

async function loom(user: TestUser, ...args: string[]) {
  const run = await user.start([loomCommand, ...args]);
  return { code: await run.ended(), output: run.output() };
}

describe.skipIf(process.platform !== 'linux')('loom service', () => {
  test('takes over from the hub that a client started, and gives back', async () => {
    await using user = createUser();
    putSystemctl(user);
    const paths = loomPaths({ ...user, platform: 'linux', env: {} });
    const api = createHubClient(paths);
    const proxy = await user.start([loomCommand, 'proxy'], 'pipe');
    proxy.stdin?.write(
      '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\n',
    );
    await expect.poll(() => proxy.output()).toContain('"serverInfo"');
    const before = (await api.hub.state()).pid;

    expect(await loom(user, 'service', 'install', '--yes')).toMatchObject({ code: 0 });
    const main = Number(readFileSync(join(user.home, 'main.pid'), 'utf8'));
    await waitUntilGone(before);
    expect((await api.hub.state()).pid).toBe(main);
    // The client noticed nothing, and has not started another.
    proxy.stdin?.write('{"jsonrpc":"2.0","id":2,"method":"ping"}\n');
    await expect.poll(() => proxy.output()).toContain('"id":2');
    expect((await api.hub.state()).pid).toBe(main);
    expect(await loom(user, 'service', 'status')).toMatchObject({ code: 0 });

    await proxy.end();
    expect(await loom(user, 'service', 'remove', '--yes')).toMatchObject({ code: 0 });
    expect(existsSync(join(user.home, '.config/systemd/user/loom.service'))).toBe(false);
    await waitUntilGone(main);
    expect(await loom(user, 'service', 'status')).toMatchObject({ code: 1 });
  });
});
