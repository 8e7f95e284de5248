import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, posix, win32 } from 'node:path';
import type { Command } from 'commander';
import { LoomError, messageOf } from '../../src-shared/errors.ts';
import type { Context } from '../context.ts';
import { stableProgram } from '../stable-program.ts';

/** Stands in the command that each start of the hub writes (`hub/platform/stable-command.ts`). */
const mark = 'Written by Loom whenever it starts';

export function addLink(program: Command, context: Context): void {
  program
    .command('link')
    .description('make `loom` a command of your terminal: a link in ~/.local/bin')
    .option('--remove', 'take the link away again')
    .action(async ({ remove }: { remove?: boolean }) => {
      if (context.io.machine.platform === 'win32') return await describeForWindows(context);
      const link = posix.join(context.io.machine.home, '.local/bin/loom');
      if (remove) removeLink(context, link);
      else await placeLink(context, link);
    });
}

async function placeLink(context: Context, link: string): Promise<void> {
  const program = await stableProgram(context);
  const before = linkAt(link);
  if (before === 'other') throw notOurs(link);
  if (before === undefined || readlinkSync(link) !== program) write(link, program);
  const folder = dirname(link);
  const inPath = (context.io.env.PATH ?? '').split(posix.delimiter).includes(folder);
  context.print({ link, program, inPath }, () => `${link} leads to ${program} now.`);
  if (!inPath) context.note(`Note: ${folder} is not in your PATH. ${advice(context.io.env.SHELL)}`);
}

function removeLink(context: Context, link: string): void {
  const before = linkAt(link);
  if (before === 'other') throw notOurs(link);
  if (before === 'ours') rmSync(link);
  const removed = before === 'ours';
  context.print({ link, removed }, () => (removed ? `${link} is gone.` : `There is no ${link}.`));
}

/** Whose the file is, if there is one. A link that leads nowhere may be anybody's. */
function linkAt(link: string): 'ours' | 'other' | undefined {
  const found = lstatSync(link, { throwIfNoEntry: false });
  if (!found) return undefined;
  if (!found.isSymbolicLink() || !existsSync(link)) return 'other';
  return readFileSync(link, 'utf8').includes(mark) ? 'ours' : 'other';
}

function write(link: string, program: string): void {
  try {
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(program, link);
  } catch (cause) {
    throw new LoomError('file-unwritable', `${link} cannot be written: ${messageOf(cause)}`, {
      cause,
    });
  }
}

function notOurs(link: string): LoomError {
  return new LoomError('name-taken', `${link} is there already, and is not Loom's link.`, {
    remedy: 'Nothing was changed. Move it away first, if it is not needed.',
  });
}

function advice(shell = ''): string {
  if (shell.endsWith('/fish')) return 'Run: fish_add_path ~/.local/bin';
  const profile = shell.endsWith('/zsh') ? '~/.zprofile' : '~/.profile';
  return `Add this line to ${profile}: export PATH="$HOME/.local/bin:$PATH"`;
}

/** Links want rights there that not everybody has, and the command's own folder holds nothing else. */
async function describeForWindows(context: Context): Promise<void> {
  const folder = win32.dirname(await stableProgram(context));
  const command =
    `[Environment]::SetEnvironmentVariable('Path', ` +
    `[Environment]::GetEnvironmentVariable('Path', 'User') + ';${folder.replaceAll("'", "''")}', 'User')`;
  context.print({ folder, command }, () =>
    [
      `Add ${folder} to the Path of your account; Loom does not change it itself. In PowerShell:`,
      `  ${command}`,
      'Or in Settings: System > About > Advanced system settings > Environment Variables.',
      'To undo it, take the folder out there. Terminals that are open already do not notice.',
    ].join('\n'),
  );
}
