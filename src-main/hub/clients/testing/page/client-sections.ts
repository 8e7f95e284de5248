/** The sections of docs/clients.md: one per client, with its files on every system. */
import { reloadNotes } from '../../../../../src-shared/reload-notes.ts';
import type { Client, Dialect, Target } from '../../client.ts';
import { clients } from '../../index.ts';
import { machines, projects } from '../machines.ts';
import { code, table } from './markdown.ts';

type System = keyof typeof machines;

const systems: Readonly<Record<System, string>> = {
  darwin: 'macOS',
  win32: 'Windows',
  linux: 'Linux',
};

export function clientSections(): string[] {
  return clients.map(section);
}

function section(client: Client): string {
  const parts = [`### ${client.label}`, facts(client), files(client)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function facts(client: Client): string {
  const { toolName, tools, note } = client.limits ?? {};
  const managed = onEverySystem((system) =>
    (client.managed?.(machines[system]) ?? []).map(({ path }) => shown(path, system)),
  );
  const said: readonly (readonly [string, string | undefined])[] = [
    ['Id', code(client.id)],
    ['By hand', client.byHand],
    ['HTTP', wayOfHttp(client)],
    ['Its own references', references(client.dialect)],
    ['After a change', reloadNotes[client.reload]],
    ['Approval', client.approval],
    ['Longest `<server><separator><tool>`', toolName?.toString()],
    ['Most tools', tools?.toString()],
    ['Names', note],
    ['Install link', client.installLink && 'yes'],
    ['An administrator’s file', managed.map(code).join(', ') || undefined],
    ['Where its folder has moved to, says', pointers(client).map(code).join(', ') || undefined],
    ['An import also looks for switches in', layers(client).map(code).join(', ') || undefined],
  ];
  return said.flatMap(([name, text]) => (text ? [`- ${name}: ${text}`] : [])).join('\n');
}

function pointers(client: Client): string[] {
  return onEverySystem((system) =>
    targetsOf(client, system).flatMap(({ movedBy }) =>
      movedBy ? [asElsewhere(shown(movedBy.file, system))] : [],
    ),
  );
}

/** Files that no server is read from, but that say which of them are on. */
function layers(client: Client): string[] {
  return onEverySystem((system) => {
    const targets = targetsOf(client, system);
    const where = { machine: machines[system], project: projects[system] };
    const own = targets.map(({ path }) => path);
    return targets
      .flatMap((target) => client.switches?.layers?.(target, where) ?? [])
      .filter((path) => !own.includes(path))
      .map((path) => asElsewhere(shown(path, system)));
  });
}

function wayOfHttp({ dialect, byHand }: Client): string | undefined {
  if (dialect.http) return undefined;
  return byHand === undefined ? 'not in its file, so only the proxy' : undefined;
}

function references({ refersIn }: Dialect): string | undefined {
  const words = { arg: 'arguments', env: 'environment', url: 'URL', header: 'headers' };
  return refersIn.map((place) => words[place]).join(', ') || undefined;
}

/** A row per target; what differs by system stands in three columns. */
function files(client: Client): string {
  const rows = new Map<string, { target: Target; paths: Map<System, string> }>();
  for (const system of Object.keys(systems) as System[]) {
    for (const target of targetsOf(client, system)) {
      const row = rows.get(target.id) ?? { target, paths: new Map() };
      row.paths.set(system, shown(target.path, system));
      rows.set(target.id, row);
    }
  }
  if (rows.size === 0) return '';
  const cells = [...rows.values()].map(({ target, paths }) => [
    code(target.id),
    places(paths),
    `${target.format}, ${code(target.root.join(' → '))}${target.container === 'list' ? ' (a list)' : ''}`,
    rule(target),
  ]);
  return table(['target', 'file', 'format, root key', 'written'], cells);
}

function targetsOf(client: Client, system: System): readonly Target[] {
  const machine = machines[system];
  return [
    ...client.targets(machine),
    ...(client.projectTargets?.(projects[system], machine) ?? []),
  ];
}

/** Windows has the same place as the others where only the slashes differ. */
function places(paths: ReadonlyMap<System, string>): string {
  const [first, ...others] = [...paths.values()].map(asElsewhere);
  if (paths.size === 3 && first !== undefined && others.every((path) => path === first))
    return code(first);
  return [...paths].map(([system, path]) => `${systems[system]}: ${code(path)}`).join('<br>');
}

function asElsewhere(path: string): string {
  return path.replace('%USERPROFILE%', '~').replaceAll('\\', '/');
}

function rule({ write, why, unless, onlyNamed, httpOnly }: Target): string {
  const rules = {
    always: 'where the client is installed',
    'where-exists': 'where the file exists',
    'where-folder': 'where its folder exists',
    never: 'never, import only',
  };
  return [
    rules[write],
    ...(onlyNamed ? ['only when asked for by its id'] : []),
    ...(unless ? [`unless: ${unless.why}`] : []),
    ...(why ? [why] : []),
    ...(httpOnly ? [httpOnly] : []),
  ].join('; ');
}

function onEverySystem(find: (system: System) => readonly string[]): string[] {
  return [...new Set((Object.keys(systems) as System[]).flatMap((system) => find(system)))];
}

/** A path as the reader has it: `~`, `%APPDATA%`, `<project>`. */
function shown(path: string, system: System): string {
  const { home } = machines[system];
  const names: readonly (readonly [string, string])[] = [
    [projects[system], '<project>'],
    [`${home}\\AppData\\Roaming`, '%APPDATA%'],
    [`${home}\\AppData\\Local`, '%LOCALAPPDATA%'],
    [home, system === 'win32' ? '%USERPROFILE%' : '~'],
  ];
  const found = names.find(([folder]) => path.startsWith(folder));
  return found ? found[1] + path.slice(found[0].length) : path;
}
