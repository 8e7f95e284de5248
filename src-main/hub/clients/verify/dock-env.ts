import type { Machine } from '../client.ts';

/** Who is logged in, as the system tells. */
export interface Person {
  name: string;
  /** The login shell. */
  shell: string | null;
}

/** What the MCP SDK hands on to a server on Windows (clients.md 2.8). */
const windowsNames =
  /^(APPDATA|HOMEDRIVE|HOMEPATH|LOCALAPPDATA|PROCESSOR_ARCHITECTURE|PROGRAMFILES|SYSTEMDRIVE|SYSTEMROOT|TEMP|USERNAME|USERPROFILE)$/i;

/**
 * The least that a server gets from its client: an app that was started from a dock, with the MCP
 * SDK's short list. What works in it works everywhere.
 */
export function dockEnv({ platform, home, env }: Machine, person: Person): Record<string, string> {
  if (platform === 'win32') {
    const own = Object.entries(env).filter(([name]) => windowsNames.test(name));
    const root = own.find(([name]) => /^SYSTEMROOT$/i.test(name))?.[1] ?? 'C:\\Windows';
    return { ...defined(own), PATH: `${root}\\system32;${root}` };
  }
  const { name, shell } = person;
  return {
    HOME: home,
    LOGNAME: name,
    USER: name,
    SHELL: shell ?? '/bin/sh',
    TERM: 'dumb',
    PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
  };
}

/** Where such an app runs its servers. */
export function dockFolder({ platform, env }: Machine): string {
  return platform === 'win32' ? `${env.SystemDrive ?? 'C:'}\\` : '/';
}

function defined(pairs: readonly [string, string | undefined][]): Record<string, string> {
  return Object.fromEntries(
    pairs.filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
