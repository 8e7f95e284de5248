import type { Oddity } from '../editing/editor.ts';
import type { FoundTarget } from '../find-targets.ts';

/** A file may have hundreds of comments. */
const mostShown = 3;

/** What the client's own parser dislikes in a file; it has failed on that before, and will after. */
export function describeOddities(
  oddities: readonly Oddity[],
  { accepts, client: { label } }: Pick<FoundTarget, 'accepts' | 'client'>,
): string[] {
  const dislikes: Record<Oddity['kind'], string | undefined> = {
    comment: accepts.comments ? undefined : 'a comment',
    'trailing-comma': accepts.trailingComma ? undefined : 'a trailing comma',
    bom: undefined,
    'duplicate-key': 'a key that stands twice',
  };
  const said = oddities.flatMap(({ kind, line }) => {
    const what = dislikes[kind];
    return what === undefined ? [] : [`Line ${line} has ${what}, which ${label} does not take.`];
  });
  const hasMark = oddities.some(({ kind }) => kind === 'bom') && !accepts.bom;
  const mark = `The byte order mark goes: ${label} does not take one.`;
  return [...(hasMark ? [mark] : []), ...said.slice(0, mostShown)];
}
