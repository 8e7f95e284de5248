/** For the tests beside it: the shell around a hub that is none, in a stand-in for Electron. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  keepPreferences,
  type ShellPreferences,
} from '../../../src-shared/domain/desktop/shell-preferences.ts';
import { wordsFor } from '../../../src-shared/domain/desktop/words/index.ts';
import { emptyState } from '../../../src-shared/domain/testing/sample-state.ts';
import { createFakeService } from '../../hub/api/testing/fake-service.ts';
import { startShell } from '../shell.ts';
import type { ShellDeps } from '../shell-deps.ts';
import { createStandIn } from './stand-in.ts';

export const icons = join(import.meta.dirname, '../../../resources/icons');

export type StandIn = ReturnType<typeof createStandIn>;

/**
 * Starts it.
 *
 * @param prepare - is called before anything runs.
 */
export async function openShell(
  changes: Partial<ShellDeps> & { kept?: Partial<ShellPreferences> } = {},
  prepare: (standIn: StandIn) => void = () => {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'loom-shell-'));
  await writeFile(join(folder, 'index.html'), '<p>console</p>');
  const service = createFakeService(emptyState);
  const standIn = createStandIn();
  const preferences = keepPreferences({ store: { ...changes.kept }, set: () => {} });
  prepare(standIn);
  const logged: string[] = [];
  const log = { error: (_details: unknown, message: string) => void logged.push(message) };
  const seen = { hubs: 0, closed: 0, woken: 0, stopHub: () => {}, breaks: (_err: unknown) => {} };
  const { kept: _kept, ...deps } = changes;
  await startShell({
    electron: standIn.electron,
    async openHub(onStop) {
      seen.hubs += 1;
      seen.stopHub = onStop;
      const close = async () => {
        seen.closed += 1;
      };
      const woke = () => {
        seen.woken += 1;
      };
      return { service, log, woke, close };
    },
    loadPreferences: async () => preferences,
    loadUpdater: () => Promise.reject(new Error('there is no network')),
    onUncaught(handler) {
      seen.breaks = handler;
    },
    platform: 'linux',
    env: {},
    words: wordsFor('en-US'),
    hidden: false,
    opened: undefined,
    hasUpdates: true,
    paths: {
      renderer: folder,
      preload: 'preload.cjs',
      icons,
      appIcon: join(icons, 'app.png'),
      userData: join(folder, 'desktop'),
      state: join(folder, 'state'),
      configHome: join(folder, 'config'),
      program: '/opt/Loom/loom',
    },
    ...deps,
  });
  return Object.assign(seen, standIn, {
    folder,
    service,
    preferences,
    logged,
    async [Symbol.asyncDispose]() {
      if (standIn.app.exitCode === undefined) {
        const exit = once(standIn.app, 'exit');
        standIn.app.quit();
        await exit;
      }
      await rm(folder, { recursive: true, force: true });
    },
  });
}
