import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StdioServer } from '../../../src-shared/domain/server.ts';
import type { LoomError } from '../../../src-shared/errors.ts';
import { listProcesses } from '../platform/process-table.ts';
import { eventually, isRunning } from '../platform/testing/processes.ts';
import type { Link, LinkEnd, LinkEvents } from './link.ts';
import { createStdioOpener } from './stdio.ts';

const servers = new URL('../../../e2e/servers/', import.meta.url).pathname;
const baseEnv = { PATH: process.env.PATH ?? '', HOME: tmpdir() };
const text = new TextDecoder();

let folder: string;
let recorded: Set<number>;
let opened: Link[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-stdio-'));
  recorded = new Set();
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((link) => link.close()));
  for (const { pid } of opened) expect(await isRunning(pid as number)).toBe(false);
  expect([...recorded]).toEqual([]);
  rmSync(folder, { recursive: true });
});

describe('messages', () => {
  test('travel both ways, byte for byte, and the process ends politely with the link', async () => {
    const { link, heard } = await open(cat);
    link.send(message(' {"id":1, "method" : "x\\u00e4ä"}'));
    link.send({ pieces: [bytes('{"id":'), bytes('2}')], method: undefined, requestId: undefined });
    await eventually(() => heard.messages.length === 2);
    expect(heard.messages).toEqual([' {"id":1, "method" : "x\\u00e4ä"}', '{"id":2}']);
    expect(link.pid).toBeGreaterThan(0);
    await link.established('2025-11-25');
    await link.close();
    expect(heard.ends).toEqual([{ by: 'us' }]);
    expect(heard.warnings).toEqual([]);
  });

  test('a real server answers initialize', async () => {
    const { link, heard } = await open(server('echo.ts'));
    link.send(initialize);
    await eventually(() => heard.messages.length === 1);
    expect(JSON.parse(heard.messages[0] ?? '')).toMatchObject({
      id: 1,
      result: { serverInfo: {} },
    });
  });

  test('of 10 MB arrive whole in both directions', async () => {
    const { link, heard } = await open(cat);
    const large = JSON.stringify({ text: 'x'.repeat(10_000_000) });
    link.send(message(large));
    await eventually(() => heard.messages.length === 1);
    expect(heard.messages[0] === large).toBe(true);
  });

  test('in pieces, cut inside a character, are put together', async () => {
    const script = `const b = Buffer.from('{"t":"für"}\\r\\n\\n{"u":1}\\n'); process.stdout.write(b.subarray(0, 8));
      setTimeout(() => process.stdout.write(b.subarray(8)), 50); setInterval(() => {}, 1000);`;
    const { heard } = await open(script);
    await eventually(() => heard.messages.length === 2);
    expect(heard.messages).toEqual(['{"t":"für"}', '{"u":1}']);
    expect(heard.warnings).toEqual([]);
  });

  test('with invalid UTF-8 are reported and delivered as any decoder would read them', async () => {
    const { heard } = await open(
      `process.stdout.write(Buffer.from('{"t":"a\\xffb"}\\n{"u":1}\\n', 'latin1')); process.stdin.resume()`,
    );
    await eventually(() => heard.messages.length === 2);
    expect(heard.messages).toEqual(['{"t":"a\ufffdb"}', '{"u":1}']);
    expect(heard.warnings).toEqual([expect.stringContaining('not valid UTF-8')]);
  });

  test('that are too long are dropped, their request fails, and the next ones arrive', async () => {
    const { link, heard } = await open(
      `const long = 'x'.repeat(3000);
      process.stdin.once('data', () => process.stdout.write('{"jsonrpc":"2.0","id":7,"result":"' + long + '"}\\n' +
        '{"result":{"x":"' + long + '"},"jsonrpc":"2.0","id":8}\\n' + 'garbage' + long + '\\n{"next":1}\\n'));`,
      { maxMessage: 2000 },
    );
    link.send(message('{}', 7));
    await eventually(() => heard.messages.length === 1);
    expect(heard.messages).toEqual(['{"next":1}']);
    expect(heard.failures.map(([id, error]) => [id, error.code])).toEqual([
      [7, 'message-too-large'],
      [8, 'message-too-large'],
    ]);
    expect(heard.warnings).toHaveLength(3);
    expect(heard.warnings[2]).toContain('garbagexxx');
  });

  test('of ours that are too long fail without harming others', async () => {
    const { link, heard } = await open(cat, { maxMessage: 100 });
    link.send(message('x'.repeat(101), 5));
    link.send(message('y'.repeat(101)));
    link.send(message('{}'));
    await eventually(() => heard.messages.length === 1);
    expect(heard.failures).toMatchObject([[5, { code: 'message-too-large', server: 'tried' }]]);
    expect(heard.warnings).toEqual([expect.stringContaining('dropped')]);
  });

  test('to a server that does not read fail once too much waits', async () => {
    const { link, heard } = await open('setInterval(() => {}, 1000)', { maxMessage: 1_000_000 });
    for (let id = 1; id <= 8; id++) link.send(message('x'.repeat(900_000), id));
    await eventually(() => heard.failures.length > 0);
    expect(heard.failures.map(([id, error]) => [id, error.code])).toEqual(
      [5, 6, 7, 8].map((id) => [id, 'server-busy']),
    );
  });

  test('garbage is passed on for its user to judge, between whole lines', async () => {
    const { link, heard } = await open(server('garbage.ts'));
    link.send(initialize);
    await eventually(() => heard.messages.some((line) => line.includes('serverInfo')));
    expect(heard.messages.length).toBeGreaterThan(1);
  });
});

describe('stderr', () => {
  test('arrives as lines, the last words of a crash included', async () => {
    const { heard } = await open(
      `console.error('one\\ntwo'); process.stderr.write('why'); process.exit(3)`,
    );
    await eventually(() => heard.ends.length === 1);
    expect(heard.stderr).toEqual(['one', 'two', 'why']);
    expect(heard.ends).toEqual([{ by: 'exit', code: 3, signal: null }]);
  });

  test('in a flood does not stop the answers', async () => {
    const { link, heard } = await open(server('noisy.ts', '--mb-per-second', '200'));
    link.send(initialize);
    await eventually(() => heard.stderr.some((line) => line.includes('bytes of stderr skipped')));
    await eventually(() => heard.messages.length === 1);
  });
});

describe('the end', () => {
  test('of a server that exits at once is told once, with its exit code', async () => {
    const { heard, link } = await open(server('exit-at-start.ts', '--code', '4'));
    await eventually(() => heard.ends.length === 1);
    link.send(message('{}', 1));
    await link.close();
    expect(heard.ends).toEqual([{ by: 'exit', code: 4, signal: null }]);
    expect(heard.stderr).toEqual(['GITHUB_TOKEN is not set']);
    expect(heard.failures).toEqual([]);
  });

  test('by a signal names it', async () => {
    const { heard, link } = await open(cat);
    process.kill(link.pid as number, 'SIGKILL');
    await eventually(() => heard.ends.length === 1);
    expect(heard.ends).toEqual([{ by: 'exit', code: null, signal: 'SIGKILL' }]);
  });

  test('comes after the last output was read; half a line is reported, not delivered', async () => {
    const lines = 'const line = JSON.stringify({ x: "y".repeat(1000) }) + "\\n";';
    const { heard } = await open(
      `${lines} process.stdout.write(line.repeat(500) + '{"half":', () => process.exit())`,
    );
    await eventually(() => heard.ends.length === 1);
    expect(heard.messages).toHaveLength(500);
    expect(heard.warnings).toEqual([
      expect.stringContaining('in the middle of a line: "{\\"half\\":"'),
    ]);
    expect(heard.last).toBe('closed');
  });

  test('does not wait for a grandchild that holds the pipes, and takes it along', async () => {
    const { heard, link } = await open(
      `require('node:child_process').spawn('sleep', ['300'], { stdio: 'inherit' });
      process.stdin.once('data', () => process.exit(5)); console.log('ready');`,
    );
    await eventually(() => heard.messages.length === 1);
    link.send(message('{}'));
    await eventually(() => heard.ends.length === 1);
    expect(heard.ends).toEqual([{ by: 'exit', code: 5, signal: null }]);
    await link.close();
    expect(await groupIsGone(link.pid as number)).toBe(true);
  });

  test.each(['stdin', 'stdout'])(
    'comes for a server that closes its %s and goes on',
    async (pipe) => {
      const number = pipe === 'stdin' ? 0 : 1;
      const { heard, link } = await open(`
      require('node:fs').closeSync(${number}); console.error('closed'); setInterval(() => {}, 1000);`);
      await eventually(() => heard.stderr.length === 1);
      link.send(message('{}', 1));
      await eventually(() => heard.ends.length === 1);
      expect(heard.ends).toMatchObject([{ by: 'error', error: { code: 'server-protocol' } }]);
      expect(heard.ends[0]).toHaveProperty(
        'error.message',
        expect.stringContaining(`its ${pipe} `),
      );
    },
  );

  test('of a server that ignores closed stdin and SIGTERM is forced, grandchildren included', async () => {
    const flags = ['--grandchild', '--detached-grandchild'];
    const { heard, link } = await open(server('stubborn.ts', ...flags));
    link.send(initialize);
    link.send(
      message('{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"pids"}}', 2),
    );
    await eventually(() => heard.messages.length === 2);
    const answer = JSON.parse(heard.messages[1] ?? '').result;
    const { pid, grandchildren } = JSON.parse(answer.content[0].text);
    expect(pid).toBe(link.pid);
    expect(grandchildren).toHaveLength(2);
    await Promise.all([link.close(), link.close()]);
    expect(heard.ends).toEqual([{ by: 'us' }]);
    for (const each of [pid, ...grandchildren])
      await eventually(async () => !(await isRunning(each)));
    expect(await groupIsGone(pid)).toBe(true);
  });
});

describe('the process', () => {
  test('gets the environment it is given, its own settings on top, and its arguments as they are', async () => {
    const show = `console.log(JSON.stringify({ env: process.env, args: process.argv.slice(1), cwd: process.cwd() }));
      process.stdin.resume()`;
    const args = ['-e', show, '--', '$HOME', '`id`', "it's; echo *", ''];
    const env = { PATH: '/usr/bin', MY_KEY: 'a b' };
    const { heard } = await open(spec({ command: process.execPath, args, env, cwd: folder }));
    await eventually(() => heard.messages.length === 1);
    const seen = JSON.parse(heard.messages[0] ?? '');
    expect(seen.env).toEqual({ HOME: tmpdir(), PATH: '/usr/bin', MY_KEY: 'a b' });
    expect(seen.args).toEqual(['$HOME', '`id`', "it's; echo *", '']);
    expect(seen.cwd).toBe(folder);
  });

  test('is looked for on the PATH of its own environment', async () => {
    symlinkSync('/bin/cat', join(folder, 'only-here'));
    const { link, heard } = await open(spec({ command: 'only-here', env: { PATH: folder } }));
    link.send(message('{}'));
    await eventually(() => heard.messages.length === 1);
  });

  test('is never started once opening was aborted', async () => {
    const reason = new Error('too late');
    const marker = join(folder, 'started');
    const touch = spec({ command: 'touch', args: [marker] });
    await expect(open(touch, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(existsSync(marker)).toBe(false);
  });

  test('is stopped again when opening is aborted while it starts', async () => {
    const aborter = new AbortController();
    const reason = new Error('too late');
    const add = () => aborter.abort(reason);
    await expect(open(cat, { signal: aborter.signal, onRecorded: add })).rejects.toBe(reason);
  });
});

describe('a command that cannot be started', () => {
  test.each([
    ['npx', /npx was not found on the PATH that was searched: \/nowhere/, /Install Node\.js/],
    ['uvx', /uvx was not found/, /Install uv/],
    ['docker', /docker was not found/, /Install Docker/],
    ['constructor', /constructor was not found/, /^Install it, or give its full path/],
    ['/nonexistent/x', /x does not exist/, /Correct its `command`/],
    ['./not-executable', /not executable/, /chmod/],
    ['./no-interpreter', /interpreter/, /Install it, or name it/],
    ['bad\0name', /could not be started/, /Repair/],
  ])('%j says so, and what to do', async (command, message, remedy) => {
    writeFileSync(join(folder, 'not-executable'), '');
    writeFileSync(join(folder, 'no-interpreter'), '#!/nonexistent/shell\n');
    chmodSync(join(folder, 'no-interpreter'), 0o755);
    const missing = spec({ command, cwd: folder, env: { PATH: '/nowhere' } });
    const failure = (await open(missing).catch((error: unknown) => error)) as LoomError;
    expect(failure).toMatchObject({ code: 'server-unavailable', server: 'tried' });
    expect(failure.message).toMatch(message);
    expect(failure.remedy).toMatch(remedy);
    expect(failure.cause).toBeInstanceOf(Error);
  });

  test.each([
    ['gone', 'does not exist'],
    ['file', 'is not a folder'],
  ])('because its working directory is a %s is told apart', async (name, why) => {
    const cwd = join(folder, name);
    if (name === 'file') writeFileSync(cwd, '');
    await expect(open(spec({ command: process.execPath, cwd }))).rejects.toMatchObject({
      code: 'server-unavailable',
      message: `The working directory ${cwd} ${why}.`,
    });
  });
});

const cat = 'process.stdin.pipe(process.stdout)';
const bytes = (line: string) => new TextEncoder().encode(line);
const initialize = message('{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}', 1);

function message(line: string, requestId?: number) {
  return { pieces: [bytes(line)], method: undefined, requestId };
}

function spec(input: {
  command: string;
  args?: string[];
  env?: object;
  cwd?: string;
}): StdioServer {
  return StdioServer.parse({ transport: 'stdio', ...input });
}

function server(name: string, ...flags: string[]): StdioServer {
  return spec({ command: process.execPath, args: [join(servers, name), ...flags] });
}

interface Opening {
  maxMessage?: number;
  signal?: AbortSignal;
  onRecorded?: () => void;
}

/** Opens a link to a server, or to a script of a few lines, and keeps all that it tells. */
async function open(what: StdioServer | string, opening: Opening = {}) {
  const { maxMessage = 20_000_000, signal = new AbortController().signal, onRecorded } = opening;
  const record = {
    add(pid: number) {
      recorded.add(pid);
      onRecorded?.();
    },
    remove: (pid: number) => void recorded.delete(pid),
  };
  const { heard, events } = createListener();
  const target =
    typeof what === 'string' ? spec({ command: process.execPath, args: ['-e', what] }) : what;
  const openLink = createStdioOpener({ childEnv: async () => baseEnv, record });
  const link = await openLink(target, events, { serverId: 'tried', maxMessage, signal });
  opened.push(link);
  return { link, heard };
}

function createListener() {
  const heard = {
    messages: [] as string[],
    failures: [] as [number, LoomError][],
    warnings: [] as string[],
    stderr: [] as string[],
    ends: [] as LinkEnd[],
    last: '' as keyof LinkEvents | '',
  };
  const events: LinkEvents = {
    message: (line) => keep('message', heard.messages, text.decode(line)),
    requestFailed: (id, error) => keep('requestFailed', heard.failures, [id, error]),
    warning: (warning) => keep('warning', heard.warnings, warning),
    renewed() {},
    eraDoubted() {},
    stderr: (line) => keep('stderr', heard.stderr, line),
    closed: (end) => keep('closed', heard.ends, end),
  };
  function keep<T>(name: keyof LinkEvents, list: T[], value: T): void {
    if (heard.last === 'closed') throw new Error(`${name} after closed`);
    heard.last = name;
    list.push(value);
  }
  return { heard, events };
}

/** Also where nobody has buried the dead yet. */
async function groupIsGone(group: number): Promise<boolean> {
  return !(await listProcesses()).some((info) => info.group === group && !info.zombie);
}
