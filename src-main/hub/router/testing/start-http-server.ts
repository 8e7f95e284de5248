import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const servers = new URL('../../../../e2e/servers/', import.meta.url).pathname;

export interface RunningServer extends AsyncDisposable {
  origin: string;
  /** Its registry entry. */
  entry: object;
}

/** Runs one of the HTTP servers in e2e/servers as a process of its own. */
export async function startHttpServer(file: string): Promise<RunningServer> {
  const child = spawn(process.execPath, [servers + file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  const origin = `http://127.0.0.1:${String(line).replace('listening ', '')}`;
  return {
    origin,
    entry: { transport: 'http', url: `${origin}/mcp` },
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.stdin.end();
      await exited;
    },
  };
}
