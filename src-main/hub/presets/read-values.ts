import { posix, win32 } from 'node:path';
import type { PresetParameter, SlotProblem } from '../../../src-shared/domain/preset.ts';
import { findReferences, referenceProblem } from '../../../src-shared/domain/references.ts';
import type { SlotValue } from './fill-entry.ts';

/** What is wrong with a value, without whose it is. */
type ValueProblem = Omit<SlotProblem, 'parameter'>;

/** What a person gave for one slot, and what is wrong with it. */
export interface ReadValue {
  parameter: PresetParameter;
  value: SlotValue;
  problem: ValueProblem | undefined;
}

/** Reads what was given for each slot; what nothing was given for has its default. */
export function readValues(
  parameters: readonly PresetParameter[],
  given: Readonly<Record<string, unknown>>,
): ReadValue[] {
  return parameters.map((parameter) => {
    const raw = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
    const value = normalise(parameter, raw === undefined ? parameter.default : raw);
    return { parameter, value, problem: problemOf(parameter, value) };
  });
}

function normalise({ type }: PresetParameter, raw: unknown): SlotValue {
  if (raw === undefined || raw === null) return undefined;
  if (type === 'boolean') return raw === true || raw === 'true';
  if (type === 'list') {
    const items = (Array.isArray(raw) ? raw : String(raw).split('\n')).map(cleaned);
    const kept = items.filter((item) => item !== '');
    return kept.length > 0 ? kept : undefined;
  }
  const text = cleaned(raw);
  if (text === '') return undefined;
  return type === 'folder' || type === 'file' ? fromHome(text) : text;
}

function cleaned(raw: unknown): string {
  return String(raw).trim();
}

/** No shell stands between us and the program, so that nobody else would know what `~` is. */
function fromHome(path: string): string {
  return path.replace(/^~(?=$|[\\/])/, '${home}');
}

function problemOf(parameter: PresetParameter, value: SlotValue): ValueProblem | undefined {
  if (value === undefined)
    return parameter.required ? wrong('needed', 'this is needed') : undefined;
  if (typeof value === 'boolean') return undefined;
  const texts = typeof value === 'string' ? [value] : value;
  for (const text of texts) {
    const problem = checkText(parameter, text);
    if (problem) return problem;
  }
  return undefined;
}

function checkText(parameter: PresetParameter, text: string): ValueProblem | undefined {
  if (parameter.type === 'secret') return checkPattern(parameter, text);
  const malformed = referenceProblem(text);
  if (malformed) return { text: malformed.text };
  // What it stands for is known only when the server is started.
  if (findReferences(text).length > 0) return undefined;
  return checkType(parameter, text) ?? checkPattern(parameter, text);
}

function checkType(parameter: PresetParameter, text: string): ValueProblem | undefined {
  const { type, choices = [] } = parameter;
  switch (type) {
    case 'number':
      return checkNumber(parameter, Number(text));
    case 'url':
      return URL.canParse(text)
        ? undefined
        : wrong('url', 'expected a whole address, such as https://…');
    case 'folder':
    case 'file':
      return posix.isAbsolute(text) || win32.isAbsolute(text)
        ? undefined
        : wrong('path', 'expected a whole path, such as /home/you/notes or ~/notes');
    case 'choice':
      return choices.includes(text)
        ? undefined
        : wrong('choice', `expected one of ${choices.join(', ')}`);
    default:
      return undefined;
  }
}

function checkNumber({ min, max }: PresetParameter, number: number): ValueProblem | undefined {
  if (!Number.isFinite(number)) return wrong('number', 'expected a number');
  if (min !== undefined && number < min) return wrong('range', `expected a number from ${min}`);
  return max !== undefined && number > max
    ? wrong('range', `expected a number up to ${max}`)
    : undefined;
}

function checkPattern(parameter: PresetParameter, text: string): ValueProblem | undefined {
  const { pattern, patternHint } = parameter;
  if (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(text)) return undefined;
  return wrong('pattern', patternHint ?? `expected what matches ${pattern}`);
}

function wrong(kind: SlotProblem['kind'], text: string): ValueProblem {
  return { kind, text };
}
