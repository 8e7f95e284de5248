/** The desktop app with Electron's own runtime, driven by Playwright. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { electronProgram } from '../../scripts/lib/electron.js';
import { createHubClient, type HubClient } from '../../src-cli/hub-client.ts';
import { loomPaths } from '../../src-shared/paths.ts';
import { testEnv } from '../harness/home.ts';

export interface RealDesktop extends AsyncDisposable {
  app: ElectronApplication;
  api: HubClient;
  /** Starts the app once more, to its end; resolves to its exit code. */
  again(...args: string[]): Promise<number | null>;
}

const root = join(import.meta.dirname, '../..');
// Chromium refuses to run as root with its sandbox, as containers do.
const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export async function launchDesktop(home: string, ...args: string[]): Promise<RealDesktop> {
  const executablePath = electronProgram() ?? '';
  const env = desktopEnv(home);
  const all = [root, ...switches];
  const app = await _electron.launch({ executablePath, args: [...all, ...args], env });
  return {
    app,
    api: hubClientOf(home),
    async again(...more) {
      const second = spawn(executablePath, [...all, ...more], { env, stdio: 'ignore' });
      const [code] = (await once(second, 'exit')) as [number | null];
      return code;
    },
    [Symbol.asyncDispose]: () => app.close(),
  };
}

export function hubClientOf(home: string): HubClient {
  const env = { LOOM_HOME: home };
  return createHubClient(loomPaths({ platform: process.platform, home, user: '', env }));
}

/** That of every test, and how to reach the screen. */
export function desktopEnv(home: string): Record<string, string> {
  const names = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR'];
  const set = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return testEnv(home, Object.fromEntries(set));
}
