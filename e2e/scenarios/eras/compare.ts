/** What is the same in two conversations, and what was forgiven for it. */
import { expect } from 'vitest';
import type { Era } from '../../../src-shared/domain/era.ts';
import { modernMembers, type Said, type Turn } from './converse.ts';
import { tolerances, withoutFreshValues } from './deviations.ts';
import { at, changed, type Exact, readExact, without } from './exact-json.ts';

/** The deviations that were met so far. */
export const met = new Set<string>();

export const ownPrefix = 'io.modelcontextprotocol/';

/** Byte for byte, but for what is forgiven. */
export function expectSameLines(
  through: readonly Turn[],
  direct: readonly Turn[],
  said: Said,
): void {
  const [relayed, own] = [through, direct].map(linesOf) as [string[], string[]];
  const forgiven = (lines: string[]) => lines.map((line) => forgive(line, said.method));
  expect(forgiven(relayed), said.title).toEqual(forgiven(own));
  relayed.forEach((line, index) => {
    if (line !== own[index]) noteMet(line, said.method);
  });
}

/** @param change - what crossing the eras makes of an item. */
export function expectSameItems(
  [through, direct]: readonly [string, string],
  method: string,
  change: (item: Exact) => Exact,
): void {
  if (through !== direct) met.add('lists');
  const itemsOf = (line: string) => readExact(tolerances.lists.forgive(line, method)).items ?? [];
  const expected = itemsOf(direct).map((item) => change(item).text);
  const found = itemsOf(through).map(({ text }) => text);
  expect(found, method).toEqual(expected);
}

/** Answers are of the client's era, whatever the server's is. */
export function expectEra(era: Era, { method, title }: Said, turns: readonly Turn[]): void {
  for (const { received } of turns) {
    const answer = readExact(received.at(-1) ?? '{}');
    const result = at(answer, 'result');
    const isRead = method === 'resources/read';
    const isFinal = at(result, 'resultType')?.text !== '"input_required"';
    const found = modernMembers.filter((name) => at(result, name));
    const expected = isRead && isFinal ? modernMembers : ['resultType'];
    if (result) expect(found, title).toEqual(era === 'modern' ? expected : []);
    const code = at(answer, 'error', 'code')?.text;
    if (code && isRead) expect(code, title).toBe(era === 'modern' ? '-32602' : '-32002');
  }
}

/** A request but for its id and progress token. */
export function withoutIds(line: string): string {
  return line
    .replace(/"id":(?:\d+|"[^"]*")/, '"id":?')
    .replace(/("progressToken":)(?:\d+|"t")/, '$1?');
}

/** A request but for its id, token and envelope, and for a `_meta` in which nothing else is. */
export function withoutEnvelope(line: string): string {
  return changed(without(readExact(line), ['id']), 'params', (params) =>
    changed(params, '_meta', (meta) => {
      const names = namesIn(meta).filter(
        (name) => name === 'progressToken' || name.startsWith(ownPrefix),
      );
      const rest = without(meta, names);
      return rest.members?.length === 0 ? undefined : rest;
    }),
  ).text;
}

export function namesIn(value: Exact | undefined): string[] {
  return (value?.members ?? []).map(({ key }) => JSON.parse(key));
}

export function lastLine(turns: readonly Turn[]): string {
  return turns.at(-1)?.received.at(-1) ?? '';
}

function linesOf(turns: readonly Turn[]): string[] {
  return turns.flatMap(({ received }) => received.map(withoutFreshValues));
}

const onLines = ['upstreamIds', 'questionIds'] as const;

function forgive(line: string, method: string): string {
  return onLines.reduce((text, name) => tolerances[name].forgive(text, method), line);
}

function noteMet(line: string, method: string): void {
  for (const name of onLines) {
    if (tolerances[name].forgive(line, method) !== line) met.add(name);
  }
}
