import { expect, test } from 'vitest';
import type { TargetState, TargetView } from '../../../../src-shared/domain/client.ts';
import { initiallyChosen, sortFiles } from './project-files.ts';

const absent: TargetState = { phase: 'absent' };
const elsewhere: TargetState = { phase: 'not-installed' };

test('offers what is installed and not yet as it should be', () => {
  const targets = [
    target('cursor:project', { evidence: '/app', state: absent }),
    target('codex:project', { evidence: '/bin/codex', state: { phase: 'synced' } }),
    target('kiro:project', { evidence: '/bin/kiro', state: absent, readOnly: 'not by Loom' }),
    target('zed:project', { state: elsewhere }),
    target('amp:project', { exists: true, state: absent }),
  ];
  expect([...initiallyChosen(targets)]).toEqual(['cursor:project']);
  const { here, elsewhere: others } = sortFiles(targets);
  expect(here.map(({ id }) => id)).toEqual([
    'amp:project',
    'codex:project',
    'cursor:project',
    'kiro:project',
  ]);
  expect(others.map(({ id }) => id)).toEqual(['zed:project']);
});

function target(id: string, more: Partial<TargetView>): TargetView {
  return {
    ...{ id, client: id, label: id, scope: 'project', file: `/p/${id}`, format: 'json' },
    ...{ exists: false, takesHttp: true, heal: 'ask', proof: { phase: 'none' }, state: absent },
    ...{ duplicates: [], reload: 'restart', notes: [] },
    ...more,
  };
}
