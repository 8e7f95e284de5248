import type { Machine, Target } from './client.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

/** One place where VS Code, or an editor made of it, keeps the user's files. */
export interface CodeFolder {
  /** Tells it from the others: `code`, `insiders`, `codium-flatpak`. */
  id: string;
  label: string;
  /** The `User` folder. */
  user: string;
  /** Where its extensions are. */
  extensions: string;
  httpOnly?: string;
}

const editors = [
  {
    id: 'code',
    label: 'VS Code',
    folder: 'Code',
    dot: '.vscode',
    flatpak: 'com.visualstudio.code',
  },
  { id: 'insiders', label: 'VS Code Insiders', folder: 'Code - Insiders', dot: '.vscode-insiders' },
  {
    id: 'codium',
    label: 'VSCodium',
    folder: 'VSCodium',
    dot: '.vscode-oss',
    flatpak: 'com.vscodium.codium',
  },
  { id: 'cursor', label: 'Cursor', folder: 'Cursor', dot: '.cursor' },
  { id: 'windsurf', label: 'Windsurf', folder: 'Windsurf', dot: '.windsurf' },
  { id: 'devin', label: 'Devin Desktop', folder: 'Devin', dot: '.devin' },
];

/** Clients.md pitfall 45. */
export const flatpakReason =
  'A Flatpak cannot start a program of the host, so it reaches Loom over HTTP only.';

/** Every editor of the family, in every way it can be installed; plain VS Code comes first. */
export function codeFolders(machine: Machine): CodeFolder[] {
  const { join, home, appData, named } = foldersOf(machine);
  const plain = editors.map(({ id, label, folder, dot }) => ({
    id,
    label,
    user: join(appData, folder, 'User'),
    extensions: join(home, dot, 'extensions'),
  }));
  const portable = named('VSCODE_PORTABLE');
  return [
    ...plain,
    ...(machine.platform === 'linux' ? [...flatpaks(machine), server(machine)] : []),
    ...(portable
      ? [
          {
            id: 'portable',
            label: 'VS Code, portable',
            user: join(portable, 'user-data/User'),
            extensions: join(portable, 'extensions'),
          },
        ]
      : []),
  ];
}

function flatpaks(machine: Machine): CodeFolder[] {
  const { join, home } = foldersOf(machine);
  return editors.flatMap(({ id, label, folder, flatpak }) => {
    if (!flatpak) return [];
    const root = join(home, '.var/app', flatpak);
    return {
      id: id === 'code' ? 'flatpak' : `${id}-flatpak`,
      label: `${label} (Flatpak)`,
      user: join(root, 'config', folder, 'User'),
      extensions: join(root, 'data', folder === 'Code' ? 'vscode' : 'codium', 'extensions'),
      httpOnly: flatpakReason,
    };
  });
}

/** What a window on another machine uses, where this is the other machine. */
function server(machine: Machine): CodeFolder {
  const { join, home } = foldersOf(machine);
  return {
    id: 'server',
    label: 'VS Code Server',
    user: join(home, '.vscode-server/data/User'),
    extensions: join(home, '.vscode-server/extensions'),
  };
}

export interface Extension {
  /** Of the client: `cline`. */
  client: string;
  label: string;
  /** `saoudrizwan.claude-dev` */
  extension: string;
  /** In the extension's storage. */
  file: string;
}

/** The file that an extension keeps in each editor's storage; the one in VS Code has the client's id. */
export function extensionTargets(machine: Machine, extension: Extension): Target[] {
  const { join } = foldersOf(machine);
  return codeFolders(machine).map(({ id, label, user, extensions, httpOnly }) =>
    jsonTarget({
      id: id === 'code' ? extension.client : `${extension.client}:${id}`,
      label: `${extension.label} in ${label}`,
      path: join(user, 'globalStorage', extension.extension, extension.file),
      write: 'where-folder',
      evidence: evidenceOf(machine, {
        paths: [
          join(user, 'globalStorage', extension.extension),
          join(extensions, `${extension.extension}-*`),
        ],
      }),
      ...(httpOnly && { httpOnly }),
    }),
  );
}

/** What shows that an extension is installed in any of the editors. */
export function extensionTraces(machine: Machine, extension: string): string[] {
  const { join } = foldersOf(machine);
  return codeFolders(machine).map(({ extensions }) => join(extensions, `${extension}-*`));
}
