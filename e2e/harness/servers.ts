/** The test servers of e2e/servers: as entries of registry.yaml, and running ones over HTTP. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const serverFolder = join(import.meta.dirname, '../servers');

/**
 * A stdio entry that runs `e2e/servers/<file>.ts`.
 *
 * @param more - further keys of the entry, such as `idle_stop`.
 */
export function serverEntry(
  file: string,
  args: readonly string[] = [],
  more: object = {},
): Record<string, unknown> {
  return {
    transport: 'stdio',
    command: process.execPath,
    args: [join(serverFolder, `${file}.ts`), ...args],
    ...more,
  };
}

export interface RemoteServer extends AsyncDisposable {
  /** The endpoint, such as `http://127.0.0.1:40001/mcp`. */
  url: string;
  pid: number;
  /** Asks `/admin/<path>`; `state` reads, everything else acts. */
  admin(path: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** A Streamable HTTP server; a number as first argument is its port. */
export function startHttpServer(args: readonly string[] = []): Promise<RemoteServer> {
  return startRemote('http-server', args, '/mcp');
}

/** A server of 2026-07-28 only, over Streamable HTTP; a number as first argument is its port. */
export function startModernHttpServer(args: readonly string[] = []): Promise<RemoteServer> {
  return startRemote('modern-http', args, '/mcp');
}

/** A server with the old HTTP+SSE transport. */
export function startSseServer(args: readonly string[] = []): Promise<RemoteServer> {
  return startRemote('sse-server', args, '/sse');
}

/** A server that wants people to sign in, with its authorization server. */
export function startOauthServer(args: readonly string[] = []): Promise<RemoteServer> {
  return startRemote('oauth', ['0', ...args], '/mcp');
}

/** The server that the official conformance suites ask for, in both protocol eras. */
export function startConformanceServer(): Promise<RemoteServer> {
  return startRemote('conformance', [], '/mcp');
}

async function startRemote(
  file: string,
  args: readonly string[],
  path: string,
): Promise<RemoteServer> {
  const child = spawn(process.execPath, [join(serverFolder, `${file}.ts`), ...args], {
    // Its end is the end of this pipe, so that it never outlives the test.
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exited.then(([code]) => Promise.reject(new Error(`${file} ended with ${code} at its start`))),
  ]);
  const origin = `http://127.0.0.1:${String(line).replace('listening ', '')}`;
  const stop = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return {
    url: origin + path,
    pid: child.pid ?? 0,
    async admin(name) {
      const method = name === 'state' ? 'GET' : 'POST';
      const response = await fetch(`${origin}/admin/${name}`, { method });
      return response.json();
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
