import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { HeadlessModule } from '../../src-shared/headless.ts';
import { loomPaths } from '../../src-shared/paths.ts';
import { runCli } from '../cli.ts';
import type { CliIo, CliOutput, Machine } from '../io.ts';
import type { ProgramEnd } from '../run-program.ts';
import { now } from './samples.ts';

/** One `loom` command at a terminal of its own, in a LOOM_HOME of its own. */
export interface Terminal extends AsyncDisposable {
  io: CliIo;
  stdin: PassThrough & { isTTY?: boolean };
  stdout: Output;
  stderr: Output;
  home: string;
  openedUrls: string[];
  /** Other programs that it ran. */
  ran: string[];
  interrupt(): void;
  loom(...argv: string[]): Promise<number>;
}

export interface TerminalOptions {
  /** Characters in a line; without it the streams are pipes. */
  columns?: number;
  env?: Record<string, string>;
  headless?: Partial<HeadlessModule>;
  headlessEntry?: string;
  machine?: Partial<Machine>;
  /** How another program ends; without it, well and silently. */
  run?(line: string): Promise<ProgramEnd> | ProgramEnd;
}

/** Keeps what was written. */
export class Output extends EventEmitter implements CliOutput {
  text = '';
  isTTY?: boolean;
  columns?: number;

  constructor(columns: number | undefined) {
    super();
    if (columns === undefined) return;
    this.isTTY = true;
    this.columns = columns;
  }

  write(text: string, done?: () => void): void {
    this.text += text;
    this.emit('written');
    done?.();
  }
}

export async function openTerminal(options: TerminalOptions = {}): Promise<Terminal> {
  const { columns, env = {}, headless = {}, headlessEntry = '/nowhere/headless.cjs' } = options;
  const home = await mkdtemp(join(tmpdir(), 'loom-cli-'));
  const stdin: Terminal['stdin'] = new PassThrough();
  if (columns !== undefined) stdin.isTTY = true;
  const interrupts = new EventEmitter();
  const openedUrls: string[] = [];
  const ran: string[] = [];
  const stdout = new Output(columns);
  const stderr = new Output(columns);
  const io: CliIo = {
    stdin,
    stdout,
    stderr,
    env,
    paths: loomPaths({
      platform: process.platform,
      home,
      user: userInfo().username,
      env: { LOOM_HOME: home },
    }),
    cwd: home,
    now: () => now,
    onInterrupt(callback) {
      interrupts.once('interrupt', callback);
      return () => interrupts.off('interrupt', callback);
    },
    headlessEntry,
    loadHeadless: async () => headless as HeadlessModule,
    openUrl: async (url) => void openedUrls.push(url),
    async run(program, args) {
      const line = [program, ...args].join(' ');
      ran.push(line);
      return (await options.run?.(line)) ?? { code: 0, output: '' };
    },
    machine: { platform: process.platform, home, uid: 7, ...options.machine },
  };
  return {
    io,
    stdin,
    stdout,
    stderr,
    home,
    openedUrls,
    ran,
    interrupt: () => void interrupts.emit('interrupt'),
    loom: (...argv) => runCli(argv, io),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}
