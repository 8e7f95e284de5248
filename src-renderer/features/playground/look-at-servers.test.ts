import { expect, test } from 'vitest';
import type { ServerHealth, ServerView } from '../../../src-shared/domain/hub-state.ts';
import { lookAtServers } from './look-at-servers.ts';

const failed: ServerHealth = { phase: 'failed', since: 0, error: 'it ended', remedy: 'Look.' };
const starting: ServerHealth = { phase: 'starting', since: 0 };
const surface = { tools: 1, resources: 0, templates: 0, prompts: 0, fetchedAt: 0 };

test('what fails and was never seen is broken; nothing else has to be waited for', () => {
  const servers = [server('bad', failed), server('known', failed, surface)];
  expect(ids(servers)).toEqual({ broken: ['bad'], hasUnseen: false });
});

test('what starts may offer something yet; what is switched off does not', () => {
  const off = server('off', { phase: 'disabled' });
  expect(ids([server('bad', failed), off])).toEqual({ broken: ['bad'], hasUnseen: false });
  const servers = [server('bad', failed), server('new', starting)];
  expect(ids(servers)).toEqual({ broken: ['bad'], hasUnseen: true });
});

function ids(servers: readonly ServerView[]) {
  const { broken, hasUnseen } = lookAtServers(servers);
  return { broken: broken.map(({ id }) => id), hasUnseen };
}

function server(id: string, health: ServerHealth, seen?: ServerView['surface']): ServerView {
  return {
    ...{ id, transport: 'stdio', target: id, scope: 'auto', interactive: false, health },
    ...{ instances: [], calls: 0, errors: 0 },
    ...(seen && { surface: seen }),
  };
}
