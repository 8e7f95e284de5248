import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { LoomError } from '../../../src-shared/errors.ts';
import { keychainFailure, noAnswer } from './keychain-failure.ts';

/** One line to `keychain-helper.ts`. */
export interface HelperRequest {
  id: number;
  op: 'get' | 'set' | 'delete' | 'probe';
  service: string;
  account: string;
  secret?: string | undefined;
}

/** One line from it; `value` is false where there is no such entry. */
export interface HelperAnswer {
  id: number;
  value?: string | boolean;
  error?: string;
}

export interface KeychainProcessOptions {
  /** The helper's file. */
  helper: string;
  platform: string;
  env: Readonly<Record<string, string | undefined>>;
  /** How long the keychain may take for an answer, in milliseconds; it may be showing a prompt. */
  patienceMs?: number;
  /** After doing nothing for so long the helper is ended. */
  idleMs?: number;
}

/** The entries of the system's keychain, one after another. */
export interface KeychainProcess {
  /** Rejects with LoomError `vault-locked` or `vault-unavailable`. */
  ask(request: Omit<HelperRequest, 'id'>): Promise<string | boolean>;
  /** Ends the helper at once, whatever it waits for. */
  close(): void;
}

/** Starts the helper when it is needed, and ends it when it is not. */
export function createKeychainProcess(options: KeychainProcessOptions): KeychainProcess {
  return new HelpedKeychain(options);
}

class HelpedKeychain implements KeychainProcess {
  readonly #options: KeychainProcessOptions;
  readonly #waiting = new Map<number, (answer: HelperAnswer | Error) => void>();
  /** Questions without an answer that nobody waits for any more. */
  readonly #overdue = new Set<number>();
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;
  #closed = false;

  constructor(options: KeychainProcessOptions) {
    this.#options = options;
  }

  async ask(request: Omit<HelperRequest, 'id'>): Promise<string | boolean> {
    if (this.#closed) throw new LoomError('hub-stopping', 'the hub is stopping');
    // It would only wait behind the question that nobody has answered yet.
    if (this.#overdue.size > 0) throw noAnswer();
    const answer = await this.#exchange({ ...request, id: ++this.#lastId });
    if (answer instanceof Error) throw answer;
    if (answer.error !== undefined) throw keychainFailure(answer.error);
    return answer.value ?? false;
  }

  close(): void {
    this.#closed = true;
    this.#end('the hub is stopping');
  }

  async #exchange(request: HelperRequest): Promise<HelperAnswer | Error> {
    const { id } = request;
    const { promise, resolve } = Promise.withResolvers<HelperAnswer | Error>();
    this.#waiting.set(id, resolve);
    const timer = setTimeout(() => {
      this.#overdue.add(id);
      this.#waiting.delete(id);
      resolve(noAnswer());
    }, this.#options.patienceMs ?? 30_000);
    clearTimeout(this.#idle);
    this.#running().stdin?.write(`${JSON.stringify(request)}\n`);
    const answer = await promise;
    clearTimeout(timer);
    return answer;
  }

  #running(): ChildProcess {
    this.#child ??= start(this.#options, {
      answered: (answer) => this.#answered(answer),
      ended: (child, reason) => this.#ended(child, reason),
    });
    return this.#child;
  }

  #answered(answer: HelperAnswer): void {
    this.#overdue.delete(answer.id);
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size > 0 || this.#overdue.size > 0) return;
    const { idleMs = 10_000 } = this.#options;
    this.#idle = setTimeout(() => this.#end('it was idle'), idleMs).unref();
  }

  /** Whoever asks from now on gets a new one. */
  #ended(child: ChildProcess, reason: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#overdue.clear();
    const error = new LoomError('vault-unavailable', `the keychain's helper ended: ${reason}`);
    for (const settle of this.#waiting.values()) settle(error);
    this.#waiting.clear();
  }

  #end(reason: string): void {
    clearTimeout(this.#idle);
    const child = this.#child;
    if (!child) return;
    this.#ended(child, reason);
    child.kill('SIGKILL');
  }
}

interface HelperEvents {
  answered(answer: HelperAnswer): void;
  ended(child: ChildProcess, reason: string): void;
}

function start(options: KeychainProcessOptions, { answered, ended }: HelperEvents): ChildProcess {
  const child = spawn(process.execPath, [options.helper], {
    env: helperEnv(options),
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  child.on('error', (error) => ended(child, error.message));
  child.on('exit', (code, signal) => ended(child, signal ?? `code ${code}`));
  // It is gone, and 'exit' says so.
  child.stdin.on('error', () => {});
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = readAnswer(line);
    if (answer) answered(answer);
    else child.kill('SIGKILL');
  });
  return child;
}

/** Undefined for what it was killed in the middle of: perhaps part of a secret, which no error may quote. */
function readAnswer(line: string): HelperAnswer | undefined {
  try {
    return JSON.parse(line) as HelperAnswer;
  } catch {
    return undefined;
  }
}

/**
 * The hub's own environment without the secrets in it. A hub that a client started may lack the
 * address of the session's bus, which lies in a place that everybody knows.
 */
function helperEnv({ env, platform }: KeychainProcessOptions): Record<string, string | undefined> {
  const own = Object.entries(env).filter(([name]) => !/^LOOM_(SECRET_|MASTER_KEY)/.test(name));
  const passed = { ...Object.fromEntries(own), ELECTRON_RUN_AS_NODE: '1' };
  const user = process.getuid?.();
  if (platform !== 'linux' || user === undefined) return passed;
  return { DBUS_SESSION_BUS_ADDRESS: `unix:path=/run/user/${user}/bus`, ...passed };
}
