import { lenientJson } from './accepts.ts';
import type { Client, Evidence, Machine, Target } from './client.ts';
import { type CodeFolder, codeFolders } from './code-editors.ts';
import { dialectOf, envReference, everywhere } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget, projectTarget } from './json-target.ts';

/** These read `servers` themselves; the others of the family are clients of their own. */
const family = /^(code|insiders|codium|flatpak|codium-flatpak|server|portable)$/;

const servers = { format: 'jsonc', root: ['servers'] } as const;

export const vscode: Client = {
  id: 'vscode',
  label: 'VS Code',
  sure: 'documentation',
  evidence: (machine) =>
    Object.keys(installations).flatMap((id) => installations[id]?.(machine) ?? []),
  targets: (machine) =>
    codeFolders(machine)
      .filter(({ id }) => family.test(id))
      .flatMap((folder) => targetsIn(folder, machine)),
  projectTargets: (project, machine) => [
    projectTarget(vscode, foldersOf(machine).join(project, '.vscode/mcp.json'), servers),
  ],
  dialect: dialectOf({
    types: { stdio: 'stdio', http: 'http', sse: 'sse' },
    cwdKey: 'cwd',
    references: { as: envReference, in: everywhere },
    bareUrl: 'auto',
  }),
  accepts: lenientJson,
  reload: 'at-once-or-autostart',
  approval: 'It asks once whether you trust a new or changed server.',
  limits: { tools: 128, note: 'Beyond 128 tools in a request it groups them.' },
  installLink: (name, entry) =>
    `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name, ...entry }))}`,
};

/** What shows one of them; whoever has VSCodium need not have VS Code. */
const installations: Record<string, (machine: Machine) => Evidence[]> = {
  code: (machine) =>
    evidenceOf(machine, {
      commands: ['code'],
      apps: ['Visual Studio Code'],
      programs: ['Microsoft VS Code'],
      linux: ['/usr/share/code', '/snap/bin/code'],
    }),
  insiders: (machine) =>
    evidenceOf(machine, {
      commands: ['code-insiders'],
      apps: ['Visual Studio Code - Insiders'],
      programs: ['Microsoft VS Code Insiders'],
      linux: ['/usr/share/code-insiders', '/snap/bin/code-insiders'],
    }),
  codium: (machine) =>
    evidenceOf(machine, {
      commands: ['codium'],
      apps: ['VSCodium'],
      programs: ['VSCodium'],
      linux: ['/usr/share/codium', '/snap/bin/codium'],
    }),
};

function targetsIn({ id, label, user, httpOnly }: CodeFolder, machine: Machine): Target[] {
  const { join } = foldersOf(machine);
  const target = id === 'code' ? 'vscode' : `vscode:${id}`;
  const evidence = installations[id]?.(machine) ?? [{ path: user }];
  const shared = { ...servers, evidence, ...(httpOnly && { httpOnly }) };
  return [
    jsonTarget({
      ...shared,
      id: target,
      label,
      path: join(user, 'mcp.json'),
      write: installations[id] ? 'always' : 'where-folder',
      ...(id === 'server' && {
        notes: ['Servers in this file run on this machine, for windows opened from another one.'],
      }),
    }),
    jsonTarget({
      ...shared,
      id: `${target}:profile`,
      label: `${label}, profile *`,
      path: join(user, 'profiles/*/mcp.json'),
      write: 'where-folder',
    }),
    jsonTarget({
      ...shared,
      id: `${target}:settings`,
      label: `${label}, old settings`,
      path: join(user, 'settings.json'),
      root: ['mcp', 'servers'],
      write: 'never',
      why: 'VS Code has moved its servers from settings.json to mcp.json.',
    }),
  ];
}
