import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import type { Check, Facts } from './facts.ts';

/** What a hub or a write that was cut off has left behind. */
export const leftovers: Check = {
  id: 'leftovers',
  title: 'Leftovers',
  async run(facts) {
    const about = { id: 'leftovers', title: 'Leftovers' };
    const left = [...(await staleSockets(facts)), ...staleHubFile(facts), ...drafts(facts)];
    if (left.length === 0) {
      const told = { finding: 'leftovers-none' } as const;
      return [{ ...about, verdict: 'ok', found: 'none', told }];
    }
    const found = ['left behind by something that ended badly:', ...left].join('\n');
    const remedy = 'They do no harm, and can be removed.';
    const run = async () => {
      const now = new Set([
        ...(await staleSockets(facts)),
        ...staleHubFile(facts),
        ...drafts(facts),
      ]);
      for (const file of left) if (now.has(file)) rmSync(file, { recursive: true, force: true });
    };
    const told = { finding: 'leftovers-some', evidence: left } as const;
    const mend = { label: 'Remove them', run };
    return [{ ...about, verdict: 'warn', found, remedy, told, mend }];
  },
};

/** Sockets of hubs, ours and those beside it, at which nobody answers. */
async function staleSockets({ paths, platform, hub }: Facts): Promise<string[]> {
  if (platform === 'win32') return [];
  const folder = dirname(paths.socket);
  const sockets = namesIn(folder)
    .filter((name) => name.endsWith('.sock'))
    .map((name) => join(folder, name))
    .filter((file) => file !== hub?.endpoint.socket && isOurs(file, 'isSocket'));
  const stale = await Promise.all(sockets.map(async (file) => (await refuses(file)) && file));
  return stale.filter((file) => file !== false);
}

/** Only a refusal says that nobody listens; a hub that is too busy to answer is there. */
function refuses(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const settle = (isStale: boolean) => {
      socket.destroy();
      resolve(isStale);
    };
    socket.setTimeout(1_000, () => settle(false));
    socket.once('connect', () => settle(false));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => settle(code === 'ECONNREFUSED'));
  });
}

function staleHubFile({ paths, hub }: Facts): string[] {
  const pid = pidIn(paths.hubFile);
  return pid === undefined || pid === hub?.pid || isAlive(pid) ? [] : [paths.hubFile];
}

function pidIn(file: string): number | undefined {
  try {
    const { pid } = JSON.parse(readFileSync(file, 'utf8'));
    return typeof pid === 'number' ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** No write takes so long. */
const draftMs = 10 * 60_000;

/** Files and folders that are written before they take another's place, and trials of this doctor. */
function drafts({ paths }: Facts): string[] {
  const folders = new Set([paths.state, dirname(paths.registry), dirname(paths.config)]);
  return [...folders].flatMap((folder) =>
    namesIn(folder)
      .filter((name) => /^\..+\.[0-9a-f]{12}\.tmp$|^\.doctor-\w{6}$/.test(name))
      .map((name) => join(folder, name))
      .filter((file) => {
        const changed = lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
        const kind = file.endsWith('.tmp') ? 'isFile' : 'isDirectory';
        return Date.now() - changed > draftMs && isOurs(file, kind);
      }),
  );
}

function isOurs(file: string, kind: 'isFile' | 'isDirectory' | 'isSocket'): boolean {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  return (
    stats?.[kind]() === true && (process.getuid === undefined || stats.uid === process.getuid())
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Other checks tell of folders.
    return [];
  }
}
