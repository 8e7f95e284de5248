import { text } from 'node:stream/consumers';
import spawn from 'cross-spawn';
import { causeOf } from '../../../src-shared/domain/cause.ts';
import type { DoctorCheck } from '../../../src-shared/domain/doctor.ts';
import { childEnv } from '../platform/child-env.ts';
import { describeSpawnFailure } from '../upstreams/spawn-failure.ts';
import type { Check, Facts } from './facts.ts';
import { findCommand } from './find-command.ts';

/** Whether the command of every enabled stdio server is found, and common runtimes really run. */
export const commands: Check = {
  id: 'commands',
  title: 'Commands',
  async run(facts) {
    if (!facts.registry.ok) {
      const found = 'unknown: the registry cannot be read';
      const told = { finding: 'registry-unknown' } as const;
      return [{ id: 'commands', title: 'Commands', verdict: 'skip', found, told }];
    }
    const { path } = await facts.loginPath();
    const uses = [...findUses(facts.registry.value.servers)];
    return Promise.all(uses.map(([, use]) => checkCommand(use, facts, path)));
  },
};

interface Use {
  command: string;
  cwd: string | undefined;
  servers: string[];
}

type Servers = Extract<Facts['registry'], { ok: true }>['value']['servers'];

/** Who needs which command; the same word in another folder may be another command. */
function findUses(servers: Servers): Map<string, Use> {
  const uses = new Map<string, Use>();
  for (const [id, spec] of Object.entries(servers)) {
    if (spec.transport !== 'stdio' || !spec.enabled) continue;
    const key = JSON.stringify([spec.command, /[\\/]/.test(spec.command) ? spec.cwd : undefined]);
    const use = uses.get(key) ?? { command: spec.command, cwd: spec.cwd, servers: [] };
    use.servers.push(id);
    uses.set(key, use);
  }
  return uses;
}

async function checkCommand(use: Use, facts: Facts, path: string): Promise<DoctorCheck> {
  const { command, cwd, servers } = use;
  const about = { id: `command ${command}`, title: `Command ${command}` };
  const usedBy = `for ${servers.join(', ')}`;
  if (/\$\{|^~/.test(command + (cwd ?? ''))) {
    const told = { finding: 'command-later', servers } as const;
    return { ...about, verdict: 'skip', found: `known only at start, ${usedBy}`, told };
  }
  const { platform, home, env } = facts;
  const file = findCommand(command, { platform, path, cwd: cwd ?? home, endings: env.PATHEXT });
  if (!file) {
    const attempt = { serverId: servers[0] ?? '', command, cwd: undefined, path };
    const error = describeSpawnFailure(attempt, { code: 'ENOENT' });
    const { message, remedy } = error;
    const told = { finding: 'command-missing', command, servers, evidence: [message] } as const;
    const found = `${message}\nneeded ${usedBy}`;
    return { ...about, verdict: 'fail', found, remedy, told, ...causeOf(error) };
  }
  const probe = probes[command.replace(/\.(exe|cmd)$/i, '')];
  if (!probe) {
    const told = { finding: 'command-found', path: file, servers } as const;
    return { ...about, verdict: 'ok', found: `${file}, ${usedBy}`, told };
  }
  const answer = await runProbe(file, probe.args, childEnv({ platform, env, path }));
  if (answer.ok) {
    const told = { finding: 'command-runs', path: file, version: answer.said, servers } as const;
    return { ...about, verdict: 'ok', found: `${file} (${answer.said}), ${usedBy}`, told };
  }
  const found = `${file} does not run: ${answer.said}\nneeded ${usedBy}`;
  const told = { finding: 'command-broken', path: file, servers, evidence: [answer.said] } as const;
  return { ...about, verdict: 'fail', found, remedy: probe.remedy, told };
}

/** Runtimes that can be there and still not work, and how they tell. */
const probes: Record<string, { args: string[]; remedy: string }> = {
  node: { args: ['--version'], remedy: 'Install Node.js again (https://nodejs.org).' },
  npx: { args: ['--version'], remedy: 'Install Node.js again (https://nodejs.org).' },
  uvx: { args: ['--version'], remedy: 'Install uv again (https://docs.astral.sh/uv).' },
  uv: { args: ['--version'], remedy: 'Install uv again (https://docs.astral.sh/uv).' },
  docker: {
    args: ['version', '--format', '{{.Server.Version}}'],
    remedy: 'Start Docker, and see that you may use it.',
  },
};

const patienceMs = 5_000;

async function runProbe(
  file: string,
  args: string[],
  env: Record<string, string>,
): Promise<{ ok: boolean; said: string }> {
  const child = spawn(file, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patienceMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  const ended = new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      if (signal) resolve(`no answer within ${patienceMs / 1000} s`);
      else resolve(code === 0 ? undefined : `exit code ${code}`);
    });
  });
  const [failure, out, err] = await Promise.all([
    ended,
    readAll(child.stdout),
    readAll(child.stderr),
  ]);
  const lastError = err.trim().split('\n').at(-1);
  if (failure === undefined) return { ok: true, said: out.trim().split('\n')[0] || 'runs' };
  return { ok: false, said: lastError ? `${failure}, ${lastError}` : failure };
}

async function readAll(stream: NodeJS.ReadableStream | null): Promise<string> {
  return stream ? text(stream) : '';
}
