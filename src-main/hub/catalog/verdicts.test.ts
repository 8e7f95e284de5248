import { describe, expect, test } from 'vitest';
import type { LoomError } from '../../../src-shared/errors.ts';
import { memorySurfaceStore, type SurfaceStore } from './store.ts';
import { Verdicts } from './verdicts.ts';

function open(store: Pick<SurfaceStore, 'readVerdict' | 'writeVerdict'>) {
  const problems: LoomError[] = [];
  const told = { changes: 0 };
  const onChange = () => {
    told.changes += 1;
  };
  const verdicts = new Verdicts({ store, onChange, onProblem: (error) => problems.push(error) });
  return { verdicts, problems, told };
}

describe('what was found out about eras', () => {
  test('outlives the hub where it is sure, and is told when it changes', () => {
    const store = memorySurfaceStore();
    const { verdicts, told } = open(store);
    verdicts.learn('a', 'dual', true);
    verdicts.learn('a', 'dual', true);
    verdicts.learn('b', 'modern', false);
    expect(told.changes).toBe(2);
    expect([verdicts.of('a')?.verdict, verdicts.of('b')?.verdict]).toEqual(['dual', 'modern']);
    const next = open(store).verdicts;
    expect([next.of('a')?.verdict, next.of('b')]).toEqual(['dual', undefined]);
    verdicts.forget('a');
    expect(verdicts.of('a')).toBeUndefined();
    expect(open(store).verdicts.of('a')).toBeUndefined();
  });

  test('is lost with a damaged store, which is told and stops nobody', () => {
    const fail = () => {
      throw new Error('disk image is malformed');
    };
    const { verdicts, problems } = open({ readVerdict: fail, writeVerdict: fail });
    expect(verdicts.of('a')).toBeUndefined();
    verdicts.learn('a', 'legacy', true);
    expect(verdicts.of('a')?.verdict).toBe('legacy');
    expect(problems.map(({ code }) => code)).toEqual(['file-unreadable', 'file-unwritable']);
  });

  test('does not grow without end', () => {
    const { verdicts } = open({ readVerdict: () => undefined, writeVerdict() {} });
    for (let index = 0; index <= 1000; index++) verdicts.learn(`${index}`, 'legacy', false);
    expect(verdicts.of('0')).toBeUndefined();
    expect(verdicts.of('1000')?.verdict).toBe('legacy');
  });
});
