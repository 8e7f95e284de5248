import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import type { RemedyId } from '../../../src-shared/remedies.ts';

/** What was tried to be started. */
export interface SpawnAttempt {
  serverId: string;
  command: string;
  cwd: string | undefined;
  /** The PATH that was searched. */
  path: string;
}

/** Why a command could not be started, in its user's words; the system's are the cause. */
export function describeSpawnFailure(attempt: SpawnAttempt, cause: unknown): LoomError {
  const { message, ...remedy } = diagnose(attempt, cause);
  return new LoomError('server-unavailable', message, {
    server: attempt.serverId,
    cause,
    ...remedy,
  });
}

interface Diagnosis {
  message: string;
  remedy?: string;
  remedyId?: RemedyId;
}

function diagnose(attempt: SpawnAttempt, cause: unknown): Diagnosis {
  const { command, cwd } = attempt;
  const code = (cause as NodeJS.ErrnoException).code;
  const cwdProblem = cwd === undefined ? undefined : whyUnusable(cwd);
  if (cwdProblem) {
    return {
      message: `The working directory ${cwd} ${cwdProblem}.`,
      remedy: 'Correct its `cwd` in registry.yaml, or create the folder.',
      remedyId: 'correct-folder',
    };
  }
  if (code === 'ENOENT') return diagnoseMissing(attempt);
  if (code === 'EACCES') {
    return {
      message: `The command ${command} is not executable.`,
      remedy: `Make it executable (\`chmod +x\`), or start it with its interpreter.`,
      remedyId: 'make-executable',
    };
  }
  const why = messageOf(cause);
  return { message: `The command ${command} could not be started: ${why}` };
}

function diagnoseMissing({ command, cwd, path }: SpawnAttempt): Diagnosis {
  if (!/[\\/]/.test(command)) {
    const installer = installers.get(command.replace(/\.(exe|cmd)$/i, '')) ?? 'Install it';
    return {
      message: `The command ${command} was not found on the PATH that was searched: ${path}`,
      remedy: `${installer}, or give its full path as \`command\`.`,
      remedyId: installIds.get(installer) ?? 'install-command',
    };
  }
  if (existsSync(resolve(cwd ?? '.', command))) {
    return {
      message: `The interpreter that ${command} names in its first line (#!) was not found.`,
      remedy: `Install it, or name it as \`command\` and the file as its first argument. The PATH was ${path}`,
      remedyId: 'install-interpreter',
    };
  }
  return {
    message: `The command ${command} does not exist.`,
    remedy: 'Correct its `command` in registry.yaml, or install it.',
    remedyId: 'correct-command',
  };
}

const node = 'Install Node.js (https://nodejs.org)';
const python = 'Install Python (https://www.python.org)';
const uv = 'Install uv (https://docs.astral.sh/uv)';
const docker = 'Install Docker (https://docs.docker.com/get-docker)';
const installers = new Map([
  ['node', node],
  ['npm', node],
  ['npx', node],
  ['python', python],
  ['python3', python],
  ['pip', python],
  ['uv', uv],
  ['uvx', uv],
  ['pipx', 'Install pipx (https://pipx.pypa.io)'],
  ['bun', 'Install Bun (https://bun.sh)'],
  ['bunx', 'Install Bun (https://bun.sh)'],
  ['deno', 'Install Deno (https://deno.com)'],
  ['docker', docker],
  ['podman', 'Install Podman (https://podman.io)'],
  ['java', 'Install a Java runtime'],
  ['go', 'Install Go (https://go.dev)'],
  ['dotnet', 'Install .NET (https://dotnet.microsoft.com)'],
]);

/** Those that most servers need, for the console. */
const installIds = new Map<string, RemedyId>([
  [node, 'install-node'],
  [python, 'install-python'],
  [uv, 'install-uv'],
  [docker, 'install-docker'],
]);

function whyUnusable(folder: string): string | undefined {
  try {
    if (!statSync(folder).isDirectory()) return 'is not a folder';
    accessSync(folder, constants.X_OK);
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'ENOENT' ? 'does not exist' : `cannot be entered (${code})`;
  }
}
