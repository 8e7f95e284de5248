/** A key with its value, or a value of a list. Offsets; ends are exclusive. */
export interface Member {
  /** Undefined in a list. */
  key?: string;
  /** Of its key, or of its value in a list. */
  start: number;
  keyEnd: number;
  valueStart: number;
  valueEnd: number;
  /** Of the comma behind it. */
  comma?: number;
}

export interface Container {
  kind: '{' | '[';
  /** Of the opening bracket. */
  open: number;
  /** Of the closing bracket. */
  close: number;
  members: Member[];
}

/** Where a token starts from which on all changes when something is added at the end. */
export function endOf({ members, open }: Container): number {
  return members.at(-1)?.start ?? open;
}

/** Where a token starts from which on all changes when a member, and the comma before, goes. */
export function startBefore({ members, open }: Container, member: Member): number {
  return members[members.indexOf(member) - 1]?.start ?? open;
}
