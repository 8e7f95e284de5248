/** README.md stays true: its tour is run as printed, its tables are held against the code. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { HttpConfig, LimitsConfig } from '../../src-shared/domain/config.ts';
import { HttpServer, StdioServer } from '../../src-shared/domain/server.ts';
import { errorCodes } from '../../src-shared/errors.ts';
import { createHome, runLoom, testEnv } from '../harness/home.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('the five-minute tour', () => {
  test('does what it says, step by step', { timeout: 120_000 }, async () => {
    // With the config.yaml that a first run writes, but for the port.
    await using hub = await startHub({ config: undefined, args: ['--http-addr', ':0'] });
    const [start, ...steps] = stepsOf(section('Five-minute tour'));
    const place = { home: hub.home, origin: new URL(hub.url).origin };

    expect(start?.command).toBe('npm start\n');
    // Its first lines are npm's part: they tell what was missing.
    expectPrinted(place, hub.output(), start?.printed.replace(/^loom: .*\n/gm, '') ?? '');
    for (const { command, printed } of steps) {
      expectPrinted(place, await runStep(hub, place, command), printed);
    }
    expect(steps.map(({ command }) => command).join('')).toMatch(/loom proxy[\s\S]*-X DELETE/);
  });

  test('pins the server that the tests know', () => {
    const version = packageJson.devDependencies['@modelcontextprotocol/server-everything'];
    const pinned = [...readme.matchAll(/server-everything@([\d.]+)/g)].map(([, found]) => found);
    expect(new Set(pinned)).toEqual(new Set([version]));
  });
});

describe('the reference', () => {
  test('has every error with its codes', () => {
    for (const [name, { rpc, exit }] of Object.entries(errorCodes)) {
      expect(readme).toContain(`| ${rpc} | \`${name}\` | ${exit} |`);
    }
  });

  test('has every key of both files', () => {
    for (const key of Object.keys({ ...StdioServer.shape, ...HttpServer.shape })) {
      expect(section('registry.yaml')).toContain(`| \`${key}\` |`);
    }
    const http = Object.keys(HttpConfig.shape).map((key) => `http.${key}`);
    const limits = Object.keys(LimitsConfig.shape).map((key) => `limits.${key}`);
    for (const key of [...http, ...limits]) expect(section('config.yaml')).toContain(`\`${key}`);
  });

  test('has every command and option', async () => {
    await using place = await createHome();
    const reference = section('The `loom` command');
    const missing = (await helpPages(place.home)).flatMap(({ words, text }) => {
      const options = [...text.matchAll(/(?<= )--[a-z][a-z-]+/g)].map(([option]) => option);
      return [`\`${words.join(' ')}`, ...options].filter((word) => !reference.includes(word));
    });
    expect(missing).toEqual([]);
  });

  test('shows a valid registry.yaml', async () => {
    await using place = await createHome();
    const example = /```yaml\n([\s\S]*?)```/.exec(section('registry.yaml'))?.[1] ?? '';
    const file = join(place.home, 'example.yaml');
    writeFileSync(file, example);
    expect(example).toContain('servers:');
    expect(await runLoom(place.home, ['validate', '--registry', file])).toMatchObject({ code: 0 });
  });
});

function section(title: string): string {
  const found = readme.split(/^## /m).find((text) => text.startsWith(`${title}\n`));
  if (!found) throw new Error(`README.md has no section "${title}"`);
  return found;
}

interface Step {
  command: string;
  /** What follows it as output; empty where nothing does. */
  printed: string;
}

function stepsOf(text: string): Step[] {
  const steps: Step[] = [];
  for (const [, language, content = ''] of text.matchAll(/^```(sh|text)\n([\s\S]*?)^```$/gm)) {
    const last = steps.at(-1);
    if (language === 'sh') steps.push({ command: content, printed: '' });
    else if (last) last.printed = content;
  }
  return steps;
}

interface Place {
  home: string;
  origin: string;
}

/** Runs what stands there in a shell, against the test's hub; gives all that was printed. */
async function runStep(hub: TestHub, { origin }: Place, command: string): Promise<string> {
  // Nobody answers a question here; and npx takes the package that is installed in our folder.
  const unattended = `--yes --cwd '${root}' --env npm_config_offline=true`;
  const script = command
    .replaceAll('http://127.0.0.1:8088', origin)
    .replace(/^(loom servers add \w+)/m, `$1 ${unattended}`);
  const env = testEnv(hub.home);
  const shell = spawn('sh', ['-c', `exec 2>&1\n${script}`], {
    cwd: root,
    env: { ...env, PATH: `${join(root, 'resources/bin')}:${env.PATH}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  shell.stdout.on('data', (text) => {
    output += text;
  });
  await once(shell, 'close');
  return output;
}

/** Each printed line is there, in this order; `…` stands for anything, alone for any lines. */
function expectPrinted(place: Place, output: string, printed: string): void {
  const lines = output.split('\n').map((line) => neutral(line, place));
  let from = 0;
  for (const line of printed.split('\n')) {
    if (line === '' || line === '…' || line.includes('[y/N]')) continue;
    const parts = neutral(line, place).split('…');
    const pattern = new RegExp(`^${parts.map(escapeForRegExp).join('.*')}$`);
    const index = lines.findIndex((text, at) => at >= from && pattern.test(text));
    if (index < 0) expect.fail(`README.md prints\n${line}\nbut the run printed\n${output}`);
    from = index + 1;
  }
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Paths, port, pids, times and widths of columns differ from run to run. */
function neutral(line: string, { home, origin }: Place): string {
  return (
    line
      .replaceAll(`${home}/registry.yaml`, '~/.config/loom/registry.yaml')
      .replaceAll(`${home}/bin/loom`, '/home/ada/.local/share/loom/bin/loom')
      .replaceAll(root, '/path/to/loom')
      .replaceAll(origin, 'http://127.0.0.1:8088')
      .replace(/\bpid \d+/g, 'pid 1')
      .replace(/\b[\d.]+ (ms|s|min|h)\b/g, '1 s')
      .replace(/ +/g, ' ')
      .trim()
      // An answer that takes its time comes as an event.
      .replace(/^data: /, '')
      // Only a terminal is shown the link itself.
      .replace(/^Console (http\S+|`loom console` prints a link)$/, 'Console link')
  );
}

interface HelpPage {
  words: string[];
  text: string;
}

/** The help of `loom`, of its commands and of theirs. */
async function helpPages(home: string): Promise<HelpPage[]> {
  const top = await helpOf(home, ['loom']);
  const commands = await Promise.all(commandsIn(top).map((words) => helpOf(home, words)));
  const below = await Promise.all(commands.flatMap(commandsIn).map((words) => helpOf(home, words)));
  return [top, ...commands, ...below];
}

async function helpOf(home: string, words: string[]): Promise<HelpPage> {
  const { stdout } = await runLoom(home, [...words.slice(1), '--help']);
  return { words, text: stdout };
}

function commandsIn({ words, text }: HelpPage): string[][] {
  const [, list = ''] = /^Commands:\n((?: .*\n)*)/m.exec(text) ?? [];
  const names = [...list.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name = '']) => name);
  return names.filter((name) => name !== 'help').map((name) => [...words, name]);
}
