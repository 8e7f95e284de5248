import { expect, test } from 'vitest';
import { addLine, advance, idle, withoutQuestion } from './run-state.ts';

const question = { type: 'question', id: '7', method: 'roots/list', params: {} } as const;

test('a question stays until it is answered, withdrawn, or the run is done', () => {
  const asked = advance({ ...idle, phase: 'running' }, question);
  expect(asked.questions).toEqual([question]);
  expect(withoutQuestion(asked, '7').questions).toEqual([]);
  expect(advance(asked, { type: 'withdrawn', id: '7' }).questions).toEqual([]);
  const done = { type: 'done', tookMs: 1, response: {}, bytes: 2 } as const;
  expect(advance(asked, done)).toMatchObject({ phase: 'done', questions: [], result: done });
});

test('of what a server logs without end the latest lines stay', () => {
  let state = idle;
  for (let line = 0; line < 1200; line += 1) {
    state = addLine(state, { kind: 'log', level: 'info', data: line });
  }
  expect(state.lines).toHaveLength(1000);
  expect(state.lines.at(-1)).toMatchObject({ data: 1199 });
});
