import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LoomError } from '../../../src-shared/errors.ts';
import { startFakeHub } from '../../testing/fake-hub.ts';
import { now } from '../../testing/samples.ts';
import { openTerminal, type TerminalOptions } from '../../testing/terminal.ts';

async function openWithHub(options: TerminalOptions = {}) {
  const terminal = await openTerminal(options);
  const hub = await startFakeHub(terminal.io.paths);
  const removeHome = terminal[Symbol.asyncDispose];
  return Object.assign(terminal, {
    hub,
    [Symbol.asyncDispose]: async () => {
      await hub.close();
      await removeHome();
    },
  });
}

describe('servers list', () => {
  test('prints one aligned line for each server, and what failed below', async () => {
    await using terminal = await openWithHub();
    const [, github] = terminal.hub.state.servers;
    if (github) {
      github.health = {
        phase: 'failed',
        since: now - 180_000,
        error: 'npx is gone',
        remedy: 'Install it.',
      };
    }
    expect(await terminal.loom('servers', 'list')).toBe(0);
    expect(terminal.stdout.text).toMatchInlineSnapshot(`
      "SERVER  STATE             TOOLS         CALLS  USED     RUNS
      echo    idle                  2  3 (1 failed)  4 s ago  npx -y @example/echo
      github  failed 3 min ago      2  3 (1 failed)  4 s ago  npx -y @example/github

      github: npx is gone
      → Install it.
      "
    `);
  });

  test('wraps on a narrow terminal without cutting a name', async () => {
    await using terminal = await openWithHub({ columns: 40, env: { NO_COLOR: '1' } });
    expect(await terminal.loom('servers', 'list')).toBe(0);
    expect(terminal.stdout.text).toMatchInlineSnapshot(`
      "echo
        state idle
        tools 2
        calls 3 (1 failed)
        used 4 s ago
        runs npx -y @example/echo
      github
        state idle
        tools 2
        calls 3 (1 failed)
        used 4 s ago
        runs npx -y @example/github
      "
    `);
  });

  test('removes escape sequences that a server sneaks in', async () => {
    await using terminal = await openWithHub();
    const [echo] = terminal.hub.state.servers;
    if (echo) echo.target = 'npx \u001b[2J\u001b]0;owned\u0007evil\u0008\n second';
    await terminal.loom('servers', 'list');
    expect(terminal.stdout.text).toContain('npx evil second');
    expect(terminal.stdout.text).not.toContain('\u001b');
  });

  test('starts a hub in the background where none runs, and says so', async () => {
    await using terminal = await openTerminal();
    const entry = join(terminal.home, 'headless.mjs');
    await writeFile(
      entry,
      `import { createServer } from 'node:http';
       const server = createServer((_, response) => {
         response.setHeader('content-type', 'application/json');
         response.end('{"json":[]}', () => setTimeout(() => process.exit(), 20));
       });
       server.listen(${JSON.stringify(terminal.io.paths.socket)});
       setTimeout(() => process.exit(), 10_000);`,
    );
    terminal.io.headlessEntry = entry;
    expect(await terminal.loom('servers', 'list')).toBe(0);
    expect(terminal.stderr.text).toMatch(/^Note: no hub runs, started one \(pid \d+\)\.\n$/);
    expect(terminal.stdout.text).toContain('No servers yet');
    const pid = Number(/pid (\d+)/.exec(terminal.stderr.text)?.[1]);
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});

describe('servers about one', () => {
  test.each(['enable', 'disable', 'start', 'stop', 'restart', 'remove'])(
    '%s calls the hub',
    async (verb) => {
      await using terminal = await openWithHub();
      expect(await terminal.loom('servers', verb, 'echo')).toBe(0);
      expect(terminal.hub.calls).toEqual([{ call: `${verb} echo` }]);
      expect(terminal.stdout.text).toMatch(/^echo (is|runs)/);
    },
  );

  test.each(['show', 'enable', 'start', 'remove'])(
    '%s suggests the name that was meant',
    async (verb) => {
      await using terminal = await openWithHub();
      expect(await terminal.loom('servers', verb, 'githbu')).toBe(4);
      expect(terminal.stderr.text).toBe(
        (verb === 'start' ? 'Starting githbu …\n' : '') +
          'error: There is no server "githbu".\n' +
          '→ Did you mean "github"? `loom servers list` shows what there is.\n',
      );
    },
  );

  test('show prints names of environment variables, never their values', async () => {
    await using terminal = await openWithHub();
    expect(await terminal.loom('servers', 'show', 'echo')).toBe(0);
    expect(terminal.stdout.text).toContain('API_KEY');
    expect(terminal.stdout.text).not.toContain('hidden-value');
    expect(terminal.stdout.text).toContain('Echo 1.2.3');
    expect(terminal.stdout.text).toContain('echo__say');
  });
});

describe('servers add', () => {
  const command = ['--', 'npx', '-y', '@example/files', 'a folder', '--json'];

  test('shows the whole command and the names of variables, and asks', async () => {
    await using terminal = await openWithHub({ columns: 60 });
    terminal.stdin.write('y\n');
    const code = await terminal.loom('servers', 'add', 'files', '--env', 'A=1', 'B=2', ...command);
    expect(code).toBe(0);
    expect(terminal.stderr.text).toContain(
      "  npx -y @example/files 'a folder' --json\n  env: A, B\n",
    );
    expect(terminal.stderr.text).toContain('Add and start it? [y/N] ');
    expect(terminal.hub.calls).toEqual([
      {
        call: 'add files',
        input: {
          transport: 'stdio',
          command: 'npx',
          args: ['-y', '@example/files', 'a folder', '--json'],
          env: { A: '1', B: '2' },
        },
      },
      { call: 'start files' },
    ]);
    expect(terminal.stdout.text).toContain('files runs: 2 tools, 1 prompt.');
    expect(terminal.stdout.text).toContain('It calls itself Echo 1.2.3.');
  });

  test.each(['n\n', '\n', undefined])('adds nothing after the answer %j', async (answer) => {
    await using terminal = await openWithHub({ columns: 60 });
    terminal.stdin.end(answer);
    expect(await terminal.loom('servers', 'add', 'files', ...command)).toBe(1);
    expect(terminal.stderr.text).toContain('Nothing was added.');
    expect(terminal.hub.calls).toEqual([]);
  });

  test('needs --yes where nobody can be asked', async () => {
    await using terminal = await openWithHub();
    expect(await terminal.loom('servers', 'add', 'files', ...command)).toBe(2);
    expect(terminal.stderr.text).toContain('→ Run this in a terminal, or add --yes.');
    expect(terminal.hub.calls).toEqual([]);
    expect(await terminal.loom('servers', 'add', 'files', '--yes', '--no-start', ...command)).toBe(
      0,
    );
    expect(terminal.hub.calls.map(({ call }) => call)).toEqual(['add files']);
  });

  test('takes a URL with headers and all that belongs to an entry', async () => {
    await using terminal = await openWithHub();
    const code = await terminal.loom(
      ...['servers', 'add', 'docs', '--url', 'https://example.com/mcp', '--header', 'X-A: 1'],
      ...[
        '--title',
        'Docs',
        '--scope',
        'session',
        '--idle-stop',
        '5m',
        '--eager',
        '--disabled',
        '-y',
      ],
    );
    expect(code).toBe(0);
    expect(terminal.hub.calls).toEqual([
      {
        call: 'add docs',
        input: {
          transport: 'http',
          url: 'https://example.com/mcp',
          headers: { 'X-A': '1' },
          title: 'Docs',
          scope: 'session',
          start: 'eager',
          idle_stop: '5m',
          enabled: false,
        },
      },
    ]);
  });

  test.each([
    [['x', '-y'], 'Neither a command nor a URL'],
    [['x', '--url', 'https://a', '-y', '--', 'npx'], 'not both'],
    [['x', '--transport', 'sse', '-y', '--', 'npx'], 'not both'],
    [['x', '--header', 'A=1', '-y', '--', 'npx'], 'Headers belong to'],
    [['x', '--url', 'https://a', '--env', 'A=1', '-y'], 'no environment'],
    [['--env', 'A=1', 'x', '-y', '--', 'npx'], 'Expected NAME=value'],
    [['x', '--scope', 'mine', '-y', '--', 'npx'], 'Allowed choices are auto'],
  ])('refuses %j', async (words, reason) => {
    await using terminal = await openWithHub();
    expect(await terminal.loom('servers', 'add', ...words)).toBe(2);
    expect(terminal.stderr.text).toContain(reason);
    expect(terminal.hub.calls).toEqual([]);
  });

  test('warns of a credential in plain text, without repeating it, but not of a reference', async () => {
    await using terminal = await openWithHub();
    const words = ['servers', 'add', 'x', '-y', '--no-start', '-e', 'GH_TOKEN=abc123', '--', 'npx'];
    await terminal.loom(...words);
    expect(terminal.stderr.text).toContain(
      `'GH_TOKEN=\${secret:GH_TOKEN}', and \`loom secret set GH_TOKEN\``,
    );
    expect(terminal.stderr.text + terminal.stdout.text).not.toContain('abc123');
    await using other = await openWithHub();
    await other.loom(...words.with(6, `GH_TOKEN=\${secret:GH}`));
    expect(other.stderr.text).not.toContain('credential');
  });

  test('warns of a relative path, which would mean another file to the hub', async () => {
    await using terminal = await openWithHub();
    await mkdir(join(terminal.home, 'src'));
    await writeFile(join(terminal.home, 'src/server.mjs'), '');
    const words = [
      'servers',
      'add',
      'x',
      '-y',
      '--no-start',
      '--',
      'node',
      'src/server.mjs',
      '@a/b',
    ];
    await terminal.loom(...words);
    expect(terminal.stderr.text).toContain(`→ Use ${terminal.home}/src/server.mjs, or --cwd`);
    expect(terminal.stderr.text).not.toContain('@a/b is');
  });

  test('shows why the first start failed, and that the entry stays', async () => {
    await using terminal = await openWithHub();
    terminal.hub.startFailure = new LoomError(
      'server-failed',
      'files ended at start (exit code 1).',
      {
        server: 'files',
        stderr: ['npm error 404', 'not found'],
      },
    );
    expect(await terminal.loom('servers', 'add', 'files', '-y', ...command)).toBe(8);
    expect(terminal.stderr.text).toContain(
      'error: files is added, but it did not start: files ended at start (exit code 1).\n' +
        '  last output of files:\n    npm error 404\n    not found\n→ ',
    );
    expect(terminal.stderr.text).toContain('`loom servers remove files` takes it out.');
  });

  test('escapes characters that would hide a part of the command', async () => {
    await using terminal = await openWithHub();
    await terminal.loom('servers', 'add', 'x', '-y', '--no-start', '--', 'sh', '-c', 'a\rb\u202ec');
    expect(terminal.stderr.text).toContain("sh -c $'a\\u000db\\u202ec'");
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
