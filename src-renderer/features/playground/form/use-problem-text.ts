import { useCallback } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import type { Problem } from './problems.ts';

/** What a problem says, in the reader's language. */
export function useProblemText(): (problem: Problem) => string {
  const { problems } = useMessages().playground;
  return useCallback(
    ({ keyword, expected }) => {
      const texts: Record<string, (expected: string) => string> = problems.byKeyword;
      const say = texts[keyword] ?? problems.other;
      // What stands in another document is not known here.
      const isVague = say.length > 0 && expected === undefined;
      return isVague ? problems.other(keyword) : say(printed(expected));
    },
    [problems],
  );
}

function printed(expected: unknown): string {
  if (expected === undefined) return '';
  if (Array.isArray(expected)) return expected.map(printed).join(', ');
  return typeof expected === 'string' ? expected : JSON.stringify(expected);
}
