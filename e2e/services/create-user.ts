import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { expectNoLeftovers } from '../harness/processes.ts';

export interface UserProcess {
  pid: number | undefined;
  /** Not there for a process whose stdin is closed from the start. */
  stdin: ChildProcess['stdin'];
  output(): string;
  ended(): Promise<number | null>;
  /** TERM; resolves to the exit code. */
  end(): Promise<number | null>;
}

export interface TestUser extends AsyncDisposable {
  home: string;
  user: string;
  /** The few variables that a service is started with. */
  env: Record<string, string>;
  /** Resolves when it has printed something, or ended. */
  start(command: readonly string[], stdin?: 'ignore' | 'pipe'): Promise<UserProcess>;
}

/** Somebody with an empty home: no LOOM_HOME, so that all is where it is for real users. */
export function createUser(): TestUser {
  const home = mkdtempSync(join(tmpdir(), 'loom-service-'));
  const runtime = join(home, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const config = join(home, '.config/loom');
  mkdirSync(config, { recursive: true });
  // What a test must not touch: the usual port, and the keychain of this machine.
  writeFileSync(
    join(config, 'config.yaml'),
    'http: { address: "127.0.0.1:0" }\nvault: { type: file }\n',
  );
  const user = userInfo().username;
  const env = {
    HOME: home,
    USER: user,
    LOGNAME: user,
    SHELL: '/bin/sh',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    XDG_RUNTIME_DIR: runtime,
  };
  const started: ChildProcess[] = [];
  return {
    home,
    user,
    env,
    async start([program = '', ...args], stdin = 'ignore') {
      const child = spawn(program, args, { cwd: '/', env, stdio: [stdin, 'pipe', 'pipe'] });
      started.push(child);
      return await watch(child);
    },
    async [Symbol.asyncDispose]() {
      for (const child of started) {
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      }
      await expectNoLeftovers({ home }, 10_000);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function watch(child: ChildProcess): Promise<UserProcess> {
  const closed = once(child, 'close');
  const { promise: speaking, resolve: spoke } = Promise.withResolvers<void>();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      output += text;
      spoke();
    });
  }
  if (!child.stdin) await Promise.race([speaking, closed]);
  const ended = async () => {
    await closed;
    return child.exitCode;
  };
  return {
    pid: child.pid,
    stdin: child.stdin,
    output: () => output,
    ended,
    async end() {
      child.kill('SIGTERM');
      return await ended();
    },
  };
}
