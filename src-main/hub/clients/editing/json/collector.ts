import type { Container, Member } from './container.ts';
import type { Syntax } from './syntax.ts';
import type { Visitor } from './walk.ts';

/**
 * Gathers the members of the containers that some keys lead to, in one walk, and not those of the
 * others: they may be many megabytes.
 */
export class Collector {
  /** Where the root begins. */
  rootStart = 0;
  /** The root, then what each key leads to, as far as that are lists and objects. */
  readonly levels: Level[] = [];
  readonly visitor: Visitor;
  readonly #keys: readonly string[];
  /** How many containers are open, and how many of them, from the root on, are gathered. */
  #open = 0;
  #gathered = 0;

  constructor(syntax: Syntax, text: string, keys: readonly string[]) {
    this.#keys = keys;
    this.visitor = {
      opened: (kind, start) => this.#opened(kind, start),
      closed: (end) => this.#closed(end),
      key: (start, end) => {
        const level = this.#innermost();
        if (level) this.#setKey(level, { key: syntax.keyOf(text.slice(start, end)), start, end });
      },
      scalar: (start, end) => {
        if (this.#open === 0) this.rootStart = start;
        this.#innermost()?.add(start, end);
      },
      comma: (start) => {
        const last = this.#innermost()?.members.at(-1);
        if (last) last.comma = start;
      },
    };
  }

  /** The innermost open container, if it is gathered. */
  #innermost(): Level | undefined {
    return this.#open === this.#gathered ? this.levels[this.#open - 1] : undefined;
  }

  #opened(kind: '{' | '[', start: number): void {
    const outer = this.#innermost();
    if (outer) outer.valueStart = start;
    if (this.#open === 0) this.rootStart = start;
    if (this.#open === 0 || outer?.leadsOn) {
      this.levels.push(new Level(kind, start));
      this.#gathered += 1;
    }
    this.#open += 1;
  }

  #closed(end: number): void {
    const level = this.#innermost();
    if (level) {
      level.close = end - 1;
      this.#gathered -= 1;
    }
    this.#open -= 1;
    const outer = this.#innermost();
    outer?.add(outer.valueStart, end);
  }

  /** Of two equal keys the last one leads on. */
  #setKey(level: Level, key: KeyToken): void {
    level.key = key;
    level.leadsOn = key.key === this.#keys[this.#open - 1];
    if (level.leadsOn) this.levels.length = this.#open;
  }
}

interface KeyToken {
  key: string;
  start: number;
  end: number;
}

/** A container that is being gathered. */
class Level implements Container {
  readonly kind: '{' | '[';
  readonly open: number;
  close = 0;
  readonly members: Member[] = [];
  /** The key whose value comes next, and whether it is the one looked for. */
  key: KeyToken | undefined;
  leadsOn = false;
  /** Where the container within it begins. */
  valueStart = 0;

  constructor(kind: '{' | '[', open: number) {
    this.kind = kind;
    this.open = open;
  }

  add(valueStart: number, valueEnd: number): void {
    const { key, start, end } = this.key ?? { start: valueStart, end: valueStart };
    const member: Member = { start, keyEnd: end, valueStart, valueEnd };
    if (key !== undefined) member.key = key;
    this.members.push(member);
    this.key = undefined;
  }
}
