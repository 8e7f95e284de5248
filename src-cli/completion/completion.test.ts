import { execFileSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startFakeHub } from '../testing/fake-hub.ts';
import { openTerminal } from '../testing/terminal.ts';
import { shellScripts } from './shell-scripts.ts';

describe('__complete', () => {
  test.each([
    [['ser'], ['serve', 'servers', 'service']],
    [
      ['servers', 're'],
      ['restart', 'remove'],
    ],
    [
      ['servers', 'show', ''],
      ['echo', 'github'],
    ],
    [['servers', 'show', 'g'], ['github']],
    [['servers', 'show', 'echo', ''], []],
    [['logs', 'ec'], ['echo']],
    [['call', 'ec'], ['echo__say']],
    [
      ['tools', '--server', ''],
      ['echo', 'github'],
    ],
    [['tools', '--server=e'], ['--server=echo']],
    [['tools', '--server', '=', 'e'], ['echo']],
    [['tools', '--s'], ['--server']],
    [['tools', '--js'], ['--json']],
    [
      ['servers', 'add', 'x', '--scope', 's'],
      ['shared', 'session'],
    ],
    [['servers', 'add', 'x', '--', 'np'], []],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', 'powershell'],
    ],
    [['nonsense', ''], []],
  ])('%j may become %j', async (words, names) => {
    await using terminal = await openTerminal();
    await using _hub = await startFakeHub(terminal.io.paths);
    expect(await terminal.loom('__complete', '--', ...words)).toBe(0);
    const lines = terminal.stdout.text.split('\n').filter((line) => line !== '');
    expect(lines.map((line) => line.split('\t')[0])).toEqual(names);
  });

  test('offers no names, and fails in no way, without a hub', async () => {
    await using terminal = await openTerminal();
    expect(await terminal.loom('__complete', '--', 'servers', 'show', '')).toBe(0);
    expect(terminal.stdout.text + terminal.stderr.text).toBe('');
  });
});

describe('completion', () => {
  test('prints the script of a shell, and refuses an unknown one', async () => {
    await using terminal = await openTerminal();
    expect(await terminal.loom('completion', 'fish')).toBe(0);
    expect(terminal.stdout.text).toBe(shellScripts.fish);
    expect(await terminal.loom('completion', 'tcsh')).toBe(2);
  });

  test('the bash script completes what `loom __complete` answers, spaces kept', async () => {
    await using terminal = await openTerminal();
    const bin = join(terminal.home, 'bin');
    await mkdir(bin);
    await writeFile(join(bin, 'loom'), '#!/bin/sh\nprintf "%s\\tdescribed\\n" "$*" "*"\n');
    await chmod(join(bin, 'loom'), 0o755);
    const script = `${shellScripts.bash}
      COMP_WORDS=(loom servers show ''); COMP_CWORD=3; _loom
      printf '<%s>' "\${COMPREPLY[@]}"`;
    const env = { PATH: `${bin}:/usr/bin:/bin` };
    const printed = execFileSync('bash', ['--norc', '-c', script], { env, encoding: 'utf8' });
    expect(printed).toBe('<__complete -- servers show ><*>');
  });

  test.skipIf(!isThere('zsh'))('the zsh script parses', () => {
    execFileSync('zsh', ['-n'], { input: shellScripts.zsh });
  });

  test.skipIf(!isThere('fish'))('the fish script parses', () => {
    execFileSync('fish', ['-n'], { input: shellScripts.fish });
  });
});

function isThere(shell: string): boolean {
  try {
    execFileSync(shell, ['-c', 'exit'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
