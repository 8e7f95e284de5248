import type { RunEvent } from '../../../src-shared/contract/playground.ts';

export type RunQuestion = Extract<RunEvent, { type: 'question' }>;
export type RunProgress = Extract<RunEvent, { type: 'progress' }>;
export type RunResult = Extract<RunEvent, { type: 'done' }>;

/** One line of what happened meanwhile. */
export type RunLine =
  | { kind: 'log'; level: string; data: unknown }
  /** The server asked for the folders, and the page answered. */
  | { kind: 'roots'; roots: readonly string[] };

/** A run as the page shows it; what was heard stays when it has ended. */
export interface RunState {
  phase: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  startedAt: number;
  /** The hub's name for it, once it is on its way. */
  run: string | undefined;
  request: unknown;
  progress: RunProgress | undefined;
  lines: readonly RunLine[];
  questions: readonly RunQuestion[];
  result: RunResult | undefined;
  error: unknown;
}

export const idle: RunState = {
  phase: 'idle',
  startedAt: 0,
  run: undefined,
  request: undefined,
  progress: undefined,
  lines: [],
  questions: [],
  result: undefined,
  error: undefined,
};

/** A server may log without end. */
const mostLines = 1000;

/** What an event makes of the state. */
export function advance(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'started':
      return { ...state, run: event.run, request: event.request };
    case 'progress':
      return { ...state, progress: event };
    case 'log':
      return addLine(state, { kind: 'log', level: event.level, data: event.data });
    case 'question':
      return { ...state, questions: [...state.questions, event] };
    case 'withdrawn':
      return withoutQuestion(state, event.id);
    case 'done':
      return { ...state, phase: 'done', result: event, questions: [] };
    default:
      return event satisfies never;
  }
}

export function addLine(state: RunState, line: RunLine): RunState {
  return { ...state, lines: [...state.lines, line].slice(-mostLines) };
}

/** It was answered, or is not wanted any more. */
export function withoutQuestion(state: RunState, id: string): RunState {
  return { ...state, questions: state.questions.filter((question) => question.id !== id) };
}
