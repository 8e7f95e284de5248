import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startFakeHub } from '../../testing/fake-hub.ts';
import { openTerminal, type TerminalOptions } from '../../testing/terminal.ts';

const headlessEntry = join(import.meta.dirname, '../../../dist/main/headless.cjs');
const start = ['systemctl --user daemon-reload', 'systemctl --user enable --now loom.service'];
const end = 'systemctl --user disable --now loom.service';

/** A user of systemd whose hub runs; the service's own hub comes up when it is told to. */
async function openWithHub({ run, ...options }: TerminalOptions = {}) {
  const terminal = await openTerminal({
    headlessEntry,
    machine: { platform: 'linux' },
    async run(line) {
      if (line === start[1]) successors.push(await startHub());
      return (await run?.(line)) ?? { code: 0, output: 'active (running)\n' };
    },
    ...options,
  });
  const program = join(terminal.home, '.local/share/loom/bin/loom');
  const startHub = async () => {
    const hub = await startFakeHub(terminal.io.paths);
    const { endpoint } = hub.state;
    hub.state = { ...hub.state, endpoint: { ...endpoint, proxy: [program, 'proxy'] } };
    return hub;
  };
  const successors = [await startHub()];
  const file = join(terminal.home, '.config/systemd/user/loom.service');
  return Object.assign(terminal, {
    file,
    put(text: string) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    },
    async [Symbol.asyncDispose]() {
      for (const hub of successors) await hub.close();
    },
  });
}

describe('install', () => {
  test('shows the file and the commands, and does nothing, with --dry-run', async () => {
    await using terminal = await openWithHub();
    expect(await terminal.loom('service', 'install', '--dry-run')).toBe(0);
    expect(terminal.stdout.text).toContain(`${terminal.file}:\n`);
    expect(terminal.stdout.text).toContain('  ExecStart=%h/.local/share/loom/bin/loom serve\n');
    for (const line of start) expect(terminal.stdout.text).toContain(`  ${line}\n`);
    expect(existsSync(terminal.file)).toBe(false);
    expect(terminal.ran).toEqual([]);
  });

  test('asks, and is told no where nobody answers', async () => {
    await using terminal = await openWithHub();
    expect(await terminal.loom('service', 'install')).toBe(2);
    terminal.stdin.isTTY = true;
    terminal.stdin.end('n\n');
    expect(await terminal.loom('service', 'install')).toBe(1);
    expect(existsSync(terminal.file)).toBe(false);
    expect(terminal.ran).toEqual([]);
  });

  test('has the running hub give way to the one of the service', async () => {
    await using terminal = await openWithHub();
    expect(await terminal.loom('service', 'install', '--yes')).toBe(0);
    expect(readFileSync(terminal.file, 'utf8')).toContain('ExecStart=%h/');
    expect(terminal.ran).toEqual(start);
    expect(terminal.stdout.text).toBe('The hub is a service of systemd now.\n');
    expect(existsSync(join(terminal.io.paths.state, 'hub.starting'))).toBe(false);
  });

  test("leaves a file alone that is not Loom's", async () => {
    await using terminal = await openWithHub();
    terminal.put('[Service]\nExecStart=/opt/my-loom\n');
    expect(await terminal.loom('service', 'install', '--yes')).toBe(4);
    expect(readFileSync(terminal.file, 'utf8')).toContain('/opt/my-loom');
    expect(terminal.ran).toEqual([]);
    expect(await terminal.loom('service', 'remove', '--yes')).toBe(4);
    expect(existsSync(terminal.file)).toBe(true);
  });

  test('replaces an older file of its own', async () => {
    await using terminal = await openWithHub();
    terminal.put('# `loom service install` wrote this long ago\n');
    expect(await terminal.loom('service', 'install', '--yes')).toBe(0);
    expect(terminal.ran).toEqual([end, ...start]);
    expect(readFileSync(terminal.file, 'utf8')).toContain('ExecStart=%h/');
  });

  test('takes everything back where the system refuses, and says why', async () => {
    const refuse = (line: string) => ({
      code: line === start[0] ? 1 : 0,
      output: 'Failed to connect to bus\n',
    });
    await using terminal = await openWithHub({ run: refuse });
    expect(await terminal.loom('service', 'install', '--yes')).toBe(3);
    expect(terminal.stderr.text).toContain('Failed to connect to bus');
    expect(existsSync(terminal.file)).toBe(false);
  });

  test('leaves a service of that name alone that somebody else has registered', async () => {
    const refuse = (line: string) => ({
      code: line.startsWith('launchctl bootstrap') ? 1 : 0,
      output: 'Bootstrap failed: service already bootstrapped\n',
    });
    await using terminal = await openWithHub({ machine: { platform: 'darwin' }, run: refuse });
    expect(await terminal.loom('service', 'install', '--yes')).toBe(3);
    expect(terminal.stderr.text).toContain('already bootstrapped');
    expect(terminal.ran.join('\n')).not.toContain('bootout');
  });
});

describe('remove and status', () => {
  test('follow what was installed', async () => {
    await using terminal = await openWithHub();
    expect(await terminal.loom('service', 'status')).toBe(1);
    await terminal.loom('service', 'install', '--yes');
    expect(await terminal.loom('service', 'status')).toBe(0);
    expect(terminal.stdout.text).toContain(`${terminal.file}\nactive (running)\n`);
    expect(await terminal.loom('service', 'remove', '--yes')).toBe(0);
    expect(terminal.ran.at(-1)).toBe(end);
    expect(existsSync(terminal.file)).toBe(false);
    expect(await terminal.loom('service', 'remove', '--yes')).toBe(0);
    expect(terminal.stdout.text).toContain('The hub is no service here.');
  });

  test('an unknown platform is told what works', async () => {
    await using terminal = await openTerminal({ machine: { platform: 'plan9' } });
    expect(await terminal.loom('service', 'status')).toBe(4);
    expect(terminal.stderr.text).toContain('loom serve');
  });
});
