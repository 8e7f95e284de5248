import { describe, expect, test } from 'vitest';
import { ServerSpec } from '../../../src-shared/domain/server.ts';
import { memorySurfaceStore } from './store.ts';
import { Verdicts } from './verdicts.ts';

function open(store = memorySurfaceStore()) {
  const told = { changes: 0 };
  const onChange = () => {
    told.changes += 1;
  };
  return { verdicts: new Verdicts({ store, key: JSON.stringify, onChange }), told };
}

const server = (command: string) => ServerSpec.parse({ transport: 'stdio', command });
const [a, b] = [server('a'), server('b')];

describe('what was found out about eras', () => {
  test('outlives the hub where it is sure, and is told when it changes', () => {
    const store = memorySurfaceStore();
    const { verdicts, told } = open(store);
    verdicts.learn(a, 'dual', true);
    verdicts.learn(a, 'dual', true);
    verdicts.learn(b, 'modern', false);
    expect(told.changes).toBe(2);
    expect([verdicts.of(a)?.verdict, verdicts.of(b)?.verdict]).toEqual(['dual', 'modern']);
    const next = open(store).verdicts;
    expect([next.of(a)?.verdict, next.of(b)]).toEqual(['dual', undefined]);
    verdicts.forget(a);
    expect(verdicts.of(a)).toBeUndefined();
    expect(open(store).verdicts.of(a)).toBeUndefined();
  });

  test('does not grow without end', () => {
    const { verdicts } = open();
    for (let index = 0; index <= 1000; index++) verdicts.learn(server(`${index}`), 'legacy', false);
    expect(verdicts.of(server('0'))).toBeUndefined();
    expect(verdicts.of(server('1000'))?.verdict).toBe('legacy');
  });
});
