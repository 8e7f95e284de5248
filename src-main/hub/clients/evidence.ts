import type { Evidence, Machine } from './client.ts';
import { foldersOf } from './folders.ts';

/** What a client leaves on a machine. All of it hints, none of it is run. */
export interface Traces {
  /** Commands on the PATH. */
  commands?: readonly string[];
  /** macOS: names of applications, such as `Cursor`. */
  apps?: readonly string[];
  /** Windows: folders in `%LOCALAPPDATA%\Programs` and `%ProgramFiles%`. */
  programs?: readonly string[];
  /** Linux: absolute paths. */
  linux?: readonly string[];
  /** On every system: paths in the home folder. */
  inHome?: readonly string[];
  /** On every system: absolute paths. */
  paths?: readonly string[];
}

export function evidenceOf(machine: Machine, traces: Traces): Evidence[] {
  const folders = foldersOf(machine);
  const paths = [
    ...onThisSystem(machine, traces),
    ...(traces.inHome ?? []).map((path) => folders.join(machine.home, path)),
    ...(traces.paths ?? []).map((path) => folders.join(path)),
  ];
  return [
    ...(traces.commands ?? []).map((command) => ({ command })),
    ...paths.map((path) => ({ path })),
  ];
}

function onThisSystem(machine: Machine, traces: Traces): readonly string[] {
  const { join, home, localAppData, programFiles } = foldersOf(machine);
  if (machine.platform === 'darwin')
    return (traces.apps ?? []).flatMap((app) => [
      `/Applications/${app}.app`,
      join(home, `Applications/${app}.app`),
    ]);
  if (machine.platform === 'win32')
    return (traces.programs ?? []).flatMap((program) => [
      join(localAppData, 'Programs', program),
      join(programFiles, program),
    ]);
  return traces.linux ?? [];
}
