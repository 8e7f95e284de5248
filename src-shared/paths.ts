/** Where Loom's files lie. Pure: platform, home and environment are arguments. */
export interface Paths {
  /** registry.yaml and config.yaml. */
  registry: string;
  config: string;
  /** Catalog cache, logs, backups, the children's record. */
  state: string;
  /** Names the live hub; found from the home folder alone, whatever the environment says. */
  hubFile: string;
  /** The preferred socket; hub.json names the one in use. */
  socket: string;
}

export interface PathsInput {
  platform: string;
  home: string;
  user: string;
  env: Readonly<Record<string, string | undefined>>;
}

/** Longest portable Unix socket path in bytes (macOS allows 104, the end included). */
const longestSocketPath = 100;

/**
 * Paths by design.md section 5: LOOM_HOME holds everything, else the platform's usual folders. A
 * variable that is empty or no full path counts as not set, as the XDG specification has it; a
 * relative LOOM_HOME lies in the home folder, since every client starts its proxy somewhere else.
 */
export function loomPaths({ platform, home, user, env }: PathsInput): Paths {
  const separator = platform === 'win32' ? '\\' : '/';
  const join = (...parts: string[]) => parts.join(separator);
  const own = ownFolder();
  const config = own ?? configFolder();
  const state = own ?? stateFolder();
  return {
    registry: join(config, 'registry.yaml'),
    config: join(config, 'config.yaml'),
    state,
    hubFile: join(own ?? fixedFolder(), 'hub.json'),
    socket: socketPath(),
  };

  function ownFolder(): string | undefined {
    const { LOOM_HOME: named } = env;
    if (!named || isFullPath(named, platform)) return named || undefined;
    return join(home, named.replace(/^[.~][\\/]/, ''));
  }

  function folderIn(name: string): string | undefined {
    const named = env[name];
    return named && isFullPath(named, platform) ? named : undefined;
  }

  function configFolder(): string {
    if (platform === 'win32')
      return join(folderIn('APPDATA') ?? join(home, 'AppData', 'Roaming'), 'loom');
    return join(folderIn('XDG_CONFIG_HOME') ?? join(home, '.config'), 'loom');
  }

  function stateFolder(): string {
    if (platform === 'win32')
      return join(folderIn('LOCALAPPDATA') ?? join(home, 'AppData', 'Local'), 'loom');
    if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'loom');
    return join(folderIn('XDG_STATE_HOME') ?? join(home, '.local', 'state'), 'loom');
  }

  function fixedFolder(): string {
    if (platform === 'win32') return join(home, 'AppData', 'Local', 'loom');
    if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'loom');
    return join(home, '.local', 'state', 'loom');
  }

  function socketPath(): string {
    if (platform === 'win32') return `\\\\.\\pipe\\loom-${user}${own ? `-${shortHash(own)}` : ''}`;
    const preferred = join(state, 'hub.sock');
    if (new TextEncoder().encode(preferred).length <= longestSocketPath) return preferred;
    return `/tmp/loom-${user}/${shortHash(preferred)}.sock`;
  }
}

function isFullPath(path: string, platform: string): boolean {
  return platform === 'win32' ? /^([a-z]:[\\/]|[\\/]{2})/i.test(path) : path.startsWith('/');
}

/** FNV-1a, 32 bits, as 8 hex digits: only to keep names of different homes apart. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The content of hub.json. */
export interface HubFile {
  version: string;
  pid: number;
  socket: string;
  http?: string;
  startedAt: number;
}
