/** A test's title, or the part of it that its file has as text. */
export interface TestPlace {
  file: string;
  title: string;
}

/** A trap, and what holds it off: tests, or the reason why it needs none. */
export interface Pitfall {
  trap: string;
  tests?: readonly TestPlace[];
  reason?: string;
}

export interface PitfallGroup {
  title: string;
  pitfalls: readonly Pitfall[];
}

/** `file` is one of this folder's tests, without its ending; another file is given whole. */
export function tested(file: string, title: string): TestPlace {
  return { file: file.endsWith('.ts') ? file : `src-main/hub/clients/${file}.test.ts`, title };
}
