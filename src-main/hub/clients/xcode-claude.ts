import { claudeCode, claudeFile } from './claude-code.ts';
import type { Client } from './client.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { xcodeFolders } from './xcode-folder.ts';

const agent = 'ClaudeAgentConfig';

/** Xcode has a Claude Code of its own, with files of its own. */
export const xcodeClaude: Client = {
  id: 'xcode-claude',
  label: 'Claude in Xcode',
  sure: 'second-hand',
  evidence: (machine) => evidenceOf(machine, { paths: xcodeFolders(machine, agent) }),
  targets: (machine) =>
    xcodeFolders(machine, agent).map((folder) => ({
      ...claudeFile(
        'xcode-claude',
        'Claude in Xcode',
        foldersOf(machine).join(folder, '.claude.json'),
      ),
      write: 'where-folder' as const,
    })),
  dialect: claudeCode.dialect,
  accepts: claudeCode.accepts,
  reload: 'xcode-conversation',
};
