/**
 * What of a glob (`*` any run, `?` any one character) is left behind a text that it begins with: the
 * globs of which the rest has to match one. None where nothing that begins so can match.
 */
export function globsBehind(glob: string, start: string): string[] {
  let states: readonly number[] = [0];
  for (const character of start) {
    const after = states
      .flatMap((at) => reached(glob, at))
      .flatMap((at) => step(glob, at, character));
    states = [...new Set(after)];
  }
  return states.map((at) => glob.slice(at)).filter((rest) => rest !== '');
}

/** A run may be empty, so that what follows it comes next. */
function reached(glob: string, at: number): number[] {
  return glob[at] === '*' ? [at, ...reached(glob, at + 1)] : [at];
}

function step(glob: string, at: number, character: string): number[] {
  if (glob[at] === '*') return [at];
  return glob[at] === '?' || glob[at] === character ? [at + 1] : [];
}
