import type { Client } from './client.ts';
import { codex, codexFile } from './codex.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';
import { xcodeFolders } from './xcode-folder.ts';

/** Xcode has a Codex of its own, with files of its own. */
export const xcodeCodex: Client = {
  id: 'xcode-codex',
  label: 'Codex in Xcode',
  sure: 'second-hand',
  evidence: (machine) => evidenceOf(machine, { paths: xcodeFolders(machine, 'codex') }),
  targets: (machine) =>
    xcodeFolders(machine, 'codex').map((folder) =>
      jsonTarget({
        ...codexFile,
        id: 'xcode-codex',
        label: 'Codex in Xcode',
        path: foldersOf(machine).join(folder, 'config.toml'),
        write: 'where-folder',
      }),
    ),
  dialect: codex.dialect,
  accepts: codex.accepts,
  reload: 'xcode-conversation',
};
