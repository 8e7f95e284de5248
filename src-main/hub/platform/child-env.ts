/**
 * The environment of a server's process (design.md section 8, invariant 6): what a program needs to
 * find its files and its user, and nothing that was meant for somebody else. Not passed on, among
 * others: XDG_*, DISPLAY, DBUS_*, SSH_*, proxies, NODE_OPTIONS, npm_*, keys of any kind. A server
 * that wants one gets it by name in registry.yaml: `env: { SSH_AUTH_SOCK: "${env:SSH_AUTH_SOCK}" }`.
 */
export type Env = Readonly<Record<string, string | undefined>>;

export interface ChildEnvInput {
  platform: string;
  /** Our own environment. */
  env: Env;
  /** The PATH to give to the child. */
  path: string;
}

/** TERM is left out: nobody's terminal is at the other end, and colours would be noise. */
const posixNames = /^(HOME|USER|LOGNAME|SHELL|TMPDIR|LANG|LANGUAGE|LC_[A-Z]+)$/;

/** As the MCP SDK's list for Windows, with what command shims, locale and temp need. */
const windowsNames = new RegExp(
  `^(${[
    ...['USERNAME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'HOME', 'APPDATA', 'LOCALAPPDATA'],
    ...['PROGRAMDATA', 'PROGRAMFILES', 'PROGRAMFILES\\(X86\\)', 'PROGRAMW6432', 'PUBLIC'],
    ...[
      'COMMONPROGRAMFILES',
      'COMMONPROGRAMFILES\\(X86\\)',
      'COMMONPROGRAMW6432',
      'ALLUSERSPROFILE',
    ],
    ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'OS'],
    ...['PROCESSOR_ARCHITECTURE', 'NUMBER_OF_PROCESSORS', 'TEMP', 'TMP', 'LANG', 'LC_[A-Z]+'],
  ].join('|')})$`,
  'i',
);

/** The environment every child gets, before its own settings are laid over it. */
export function childEnv({ platform, env, path }: ChildEnvInput): Record<string, string> {
  const names = platform === 'win32' ? windowsNames : posixNames;
  const passed: Record<string, string> = { PATH: path };
  for (const [name, value] of Object.entries(env)) {
    // A value that begins so is a shell function that bash exported, and runs code (Shellshock).
    if (value !== undefined && names.test(name) && !value.startsWith('()')) passed[name] = value;
  }
  return passed;
}

/** `own` laid over `base`; on Windows names differ in more than their case. */
export function layEnv(
  platform: string,
  base: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  if (platform !== 'win32') return { ...base, ...own };
  const set = new Set(Object.keys(own).map((name) => name.toUpperCase()));
  const kept = Object.entries(base).filter(([name]) => !set.has(name.toUpperCase()));
  return { ...Object.fromEntries(kept), ...own };
}
