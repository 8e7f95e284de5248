import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';
import { foldersOf } from './folders.ts';
import { jsonTarget } from './json-target.ts';

const itself = { id: 'anythingllm', label: 'AnythingLLM' };
const folder = 'anythingllm-desktop';

export const anythingllm: Client = {
  ...itself,
  sure: 'second-hand',
  evidence: (machine) => {
    const { join, appData } = foldersOf(machine);
    const paths = [join(appData, folder)];
    return evidenceOf(machine, { apps: ['AnythingLLM'], programs: ['AnythingLLM'], paths });
  },
  targets(machine) {
    const { join, appData } = foldersOf(machine);
    return [
      jsonTarget({
        ...itself,
        path: join(appData, folder, 'storage/plugins/anythingllm_mcp_servers.json'),
        write: 'where-exists',
        why: 'AnythingLLM makes it when its page of agent skills is first opened.',
      }),
    ];
  },
  dialect: dialectOf({ bareUrl: 'auto', http: false }),
  accepts: strictJson,
  reload: 'refresh-skills',
};
