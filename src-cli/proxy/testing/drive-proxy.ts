// Runs a proxy from the sources for its tests, in a home of its own.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { HubFile } from '../../../src-shared/paths.ts';

const fakeHub = fileURLToPath(new URL('./fake-hub.ts', import.meta.url));
const module = new URL('../proxy.ts', import.meta.url).href;
export const proxyCode = `const { runProxy } = await import(${JSON.stringify(module)});
process.exit(await runProxy(process.argv.slice(1), { hubEntry: ${JSON.stringify(fakeHub)} }));`;

// biome-ignore lint/suspicious/noExplicitAny: whatever JSON came.
export type Message = any;

/** A home with everything that a test starts in it; disposing it leaves no process behind. */
export class ProxyHome implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'loom-proxy-'));
  readonly #children: ChildProcessWithoutNullStreams[] = [];
  readonly #hubs = new Set<number>();

  /** Runs Node with this home as Loom's. */
  run(args: string[], env: Record<string, string> = {}): ChildProcessWithoutNullStreams {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, LOOM_HOME: this.folder, ...env },
      cwd: this.folder,
    });
    this.#children.push(child);
    child.stdin.on('error', () => {});
    return child;
  }

  proxy(args: string[] = [], env?: Record<string, string>): ProxyClient {
    return new ProxyClient(this.run(['--input-type=module', '-e', proxyCode, '--', ...args], env));
  }

  async hub(env?: Record<string, string>): Promise<void> {
    await once(this.run([fakeHub], env).stdout, 'data');
    this.hubPid();
  }

  /** Pid of the hub that runs now. */
  hubPid(): number {
    const { pid } = JSON.parse(readFileSync(join(this.folder, 'hub.json'), 'utf8')) as HubFile;
    this.#hubs.add(pid);
    return pid;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    try {
      this.hubPid();
    } catch {
      // No hub ever ran here.
    }
    for (const pid of this.#hubs) killIfAlive(pid);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

/** A client that launched a proxy. */
export class ProxyClient {
  readonly child: ChildProcessWithoutNullStreams;
  readonly exited: Promise<number | null>;
  stderr = '';
  readonly #lines: AsyncIterator<string>;

  constructor(child: ChildProcessWithoutNullStreams) {
    this.child = child;
    child.stderr.on('data', (text) => {
      this.stderr += text;
    });
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    this.exited = once(child, 'close').then(([code]) => code as number | null);
  }

  send(...messages: object[]): void {
    const lines = messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    this.child.stdin.write(lines.join(''));
  }

  async nextLine(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`the proxy ended: ${this.stderr}`);
    return value;
  }

  async next(): Promise<Message> {
    return JSON.parse(await this.nextLine());
  }

  async ask(message: object): Promise<Message> {
    this.send(message);
    return this.next();
  }

  /** Says what clients say first. */
  async initialize(): Promise<Message> {
    const answer = await this.ask({ id: 0, method: 'initialize', params: { capabilities: {} } });
    this.send({ method: 'notifications/initialized' });
    return answer;
  }

  /** What the hub of the day has received from this proxy, greeting first. */
  async journal(): Promise<{ journal: Message[]; pid: number }> {
    const { result } = await this.ask({ id: 'journal', method: 'journal' });
    return { pid: result.pid, journal: result.journal.map((line: string) => JSON.parse(line)) };
  }
}
