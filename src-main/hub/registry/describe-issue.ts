import type { z } from 'zod';
import { cutForeign } from '../../../src-shared/cut-foreign.ts';
import { didYouMean } from '../../../src-shared/did-you-mean.ts';
import { credentialName } from '../secret-scan/credential-name.ts';
import { knownKeys, memberOf } from './known-keys.ts';
import { isOwnWord } from './shown-path.ts';

/** What is wrong with a value, for people. */
export interface Finding {
  path: PropertyKey[];
  /** Where to point: the key, the value, or, since the value is missing, what should contain it. */
  at: 'key' | 'value' | 'parent';
  text: string;
  /** The key that an unknown one was probably meant to be. */
  meant?: string;
}

/** What is missing because its key was mistyped is no finding of its own. */
export function withoutConsequences(findings: readonly Finding[]): Finding[] {
  const meant = new Set(
    findings.flatMap(({ path, meant: key }) =>
      key === undefined ? [] : [JSON.stringify([...path.slice(0, -1), key])],
    ),
  );
  return findings.filter(({ at, path }) => at !== 'parent' || !meant.has(JSON.stringify(path)));
}

/** One finding, or one per unknown key. `root` is the value that was checked against `schema`. */
export function describeIssue(
  issue: z.core.$ZodIssue,
  schema: z.core.$ZodType,
  root: unknown,
): Finding[] {
  const path = [...issue.path];
  const value = path.reduce<unknown>(memberOf, root);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(schema, path, root);
      return issue.keys.map((key) => {
        const meant = didYouMean(key, known);
        return {
          path: [...path, key],
          at: 'key',
          text: `unknown key; ${suggestion(meant, known)}`,
          ...(meant !== undefined && { meant }),
        };
      });
    }
    case 'invalid_key':
      return [{ path, at: 'key', text: issue.issues[0]?.message ?? 'unusable as a name' }];
    default: {
      const expected = saysCredential(path) ? describeQuietly(issue) : describeExpected(issue);
      if (value !== undefined) {
        return [{ path, at: 'value', text: `${expected}${describeFound(issue, path, value)}` }];
      }
      const hint = transportHint(path, root);
      return [{ path, at: 'parent', text: `missing; ${expected}${hint}` }];
    }
  }
}

/** As `describeExpected`, where even a few characters of the value are too much. */
function describeQuietly(issue: z.core.$ZodIssue): string {
  const quiet = issue.code === 'custom' ? issue.params?.quiet : undefined;
  return typeof quiet === 'string' ? quiet : describeExpected(issue);
}

/** Whether the field, or a name that people gave to what it lies in, is one of a credential. */
function saysCredential(path: readonly PropertyKey[]): boolean {
  return path.some(
    (key, index) =>
      (index === path.length - 1 || !isOwnWord(key)) && credentialName(String(key)) !== undefined,
  );
}

function describeExpected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${kindNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `expected ${choices(issue.values)}`;
    case 'invalid_union':
      return 'options' in issue ? `expected ${choices(issue.options)}` : issue.message;
    case 'too_small':
      if (issue.origin === 'string') return 'expected text, not an empty one';
      return `expected ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return `expected at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const kindNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
};

function choices(values: unknown): string {
  const words = Array.isArray(values) ? values.map((value) => `"${String(value)}"`) : [];
  return words.length === 1 ? String(words[0]) : `one of ${words.join(', ')}`;
}

/** Values under these keys may be secrets: only their kind is ever told. */
const secretive = new Set<PropertyKey>(['env', 'headers', 'args', 'url', 'command', 'cwd']);

function describeFound(issue: z.core.$ZodIssue, path: PropertyKey[], value: unknown): string {
  if (issue.code === 'custom' && path.some((key) => secretive.has(key))) return '';
  const isSecret = path.some((key) => secretive.has(key)) || saysCredential(path);
  if (isSecret || !isShowable(value)) {
    return `, found ${kindOf(value, issue)}`;
  }
  const found = `, found ${shown(value)}`;
  const options = 'options' in issue ? issue.options : 'values' in issue ? issue.values : undefined;
  if (typeof value !== 'string' || !Array.isArray(options) || options.length < 2) return found;
  const meant = didYouMean(value, options.map(String));
  return meant === undefined ? found : `${found}; did you mean "${meant}"?`;
}

function shown(value: string | number | boolean): string {
  return typeof value === 'string' ? JSON.stringify(cutForeign(value)) : cutForeign(String(value));
}

function isShowable(value: unknown): value is string | number | boolean {
  if (typeof value === 'string') return value.length > 0 && value.length <= 40;
  return typeof value === 'number' || typeof value === 'boolean';
}

function kindOf(value: unknown, { code }: z.core.$ZodIssue): string {
  if (value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return code === 'invalid_type' ? 'text' : 'another text';
  if (typeof value === 'number') return 'a number';
  return typeof value === 'boolean' ? 'true or false' : 'a map';
}

/** Entries copied from a client's JSON lack the transport; what they have tells which one it is. */
function transportHint(path: PropertyKey[], root: unknown): string {
  if (path.at(-1) !== 'transport') return '';
  const entry = path.slice(0, -1).reduce<unknown>(memberOf, root);
  if (memberOf(entry, 'command') !== undefined) return '; with a command it is "stdio"';
  return memberOf(entry, 'url') !== undefined ? '; with a url it is "http" or "sse"' : '';
}

/** Ends a message about a mistyped word: the one that was meant, else all there are. */
function suggestion(meant: string | undefined, known: readonly string[]): string {
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return known.length > 0 ? `known: ${known.join(', ')}` : '';
}
