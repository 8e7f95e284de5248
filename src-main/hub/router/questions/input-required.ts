import { bodySpans, type ResponseFrame } from '../../../../src-shared/wire/frame.ts';
import {
  copySpan,
  findMembers,
  parseString,
  parseText,
  scanObject,
} from '../../../../src-shared/wire/json-scan.ts';
import type { Question } from './own-question.ts';

/** A modern server's result that asks for input (2026-07-28 patterns/mrtr). */
export interface InputRequired {
  kind: 'input';
  /** Undefined where they are malformed. */
  questions: readonly KeyedQuestion[] | undefined;
  /** As it stood, to be given back. */
  requestState: Uint8Array | undefined;
}

export interface KeyedQuestion extends Question {
  /** Under which the answer is expected; JSON text. */
  key: Uint8Array;
}

/** A result type that legacy clients do not know. */
export interface ForeignResult {
  kind: 'foreign';
  resultType: string;
}

/** What the answer of a modern server is where a legacy client cannot take it as it is. */
export function readInputRequired(
  method: string,
  frame: ResponseFrame,
): InputRequired | ForeignResult | undefined {
  if (frame.outcome === 'error' || !mayAskForInput(method)) return undefined;
  const { bytes } = frame;
  const [type, requests, state] =
    bodySpans(frame, ['resultType', 'inputRequests', 'requestState']) ?? [];
  const resultType = type && parseText(bytes, type);
  if (resultType === undefined || resultType === 'complete') return undefined;
  if (resultType !== 'input_required') return { kind: 'foreign', resultType: named(resultType) };
  const hasRequests = requests && bytes[requests.start] !== NULL_START;
  return {
    kind: 'input',
    questions: hasRequests ? readQuestions(bytes, requests.start) : [],
    requestState: state && copySpan(bytes, state),
  };
}

/** Whether requests of this method may be answered so. */
export function mayAskForInput(method: string): boolean {
  return inputMethods.has(method);
}

const inputMethods = new Set(['tools/call', 'prompts/get', 'resources/read']);

const NULL_START = 0x6e;

/** For people: a server may write anything there. */
function named(resultType: unknown): string {
  const text = typeof resultType === 'string' ? resultType : JSON.stringify(resultType);
  return text.length > longestName ? `${text.slice(0, longestName)}…` : text;
}

/** In characters. */
const longestName = 40;

/** In the order in which they stand there; undefined where one is malformed. */
function readQuestions(bytes: Uint8Array, at: number): KeyedQuestion[] | undefined {
  const questions: KeyedQuestion[] = [];
  let malformed = false;
  const end = scanObject(bytes, at, (keyStart, keyEnd, value) => {
    const [name, params] = findMembers(bytes, value.start, ['method', 'params']) ?? [];
    const method = name && parseString(bytes, name);
    if (method === undefined) malformed = true;
    else {
      const key = copySpan(bytes, { start: keyStart - 1, end: keyEnd + 1 });
      questions.push({ key, method, params: params && copySpan(bytes, params) });
    }
  });
  return end < 0 || malformed ? undefined : questions;
}
