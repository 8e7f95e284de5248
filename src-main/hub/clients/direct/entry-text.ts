import { splitReferences } from '../../../../src-shared/domain/references.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { Dialect, EntryText, Machine, ReferencePlace } from '../client.ts';

/** Something that registry.yaml says and a client's file cannot. */
export function inexpressible(what: string): LoomError {
  return new LoomError('not-expressible', what);
}

export interface TextWriter {
  /** A text that may become the client's reference to a variable of its environment. */
  text(text: string, place: ReferencePlace): EntryText;
  /** A text in a place where no client resolves anything. */
  plain(text: string, place: string): string;
}

/** Turns texts of registry.yaml into those of one client. @throws {LoomError} `not-expressible` */
export function createTextWriter(dialect: Dialect, machine: Machine): TextWriter {
  function text(written: string, place: ReferencePlace): EntryText {
    let prefix = '';
    let fromEnv: string | undefined;
    for (const part of splitReferences(written)) {
      // An entry's text is what stands before one reference, and that.
      if (fromEnv !== undefined) throw inexpressible(`text after ${named(fromEnv)} in ${place}`);
      if (part.kind === 'text') prefix += part.text;
      else if (part.kind === 'home') prefix += machine.home;
      else if (part.kind === 'env' || part.kind === 'secret') fromEnv = variable(part.name, place);
      else throw inexpressible(cannot(part.kind));
    }
    refuseLookalike(prefix, place);
    return fromEnv === undefined ? prefix : { prefix, fromEnv };
  }

  function variable(name: string, place: ReferencePlace): string {
    if (!dialect.refersIn.includes(place)) {
      throw inexpressible(`the client takes no value for ${named(name)} from its environment`);
    }
    if (/^[A-Za-z_]\w*$/.test(name)) return name;
    throw inexpressible(`${name} cannot be the name of a variable`);
  }

  /** What would be a plain text to us and a reference to the client. */
  function refuseLookalike(literal: string, place: ReferencePlace): void {
    if (!dialect.refersIn.includes(place)) return;
    if (!/\$\{|\$\(|\$[A-Za-z_]|\{(env|file):|%\w+%/.test(literal)) return;
    throw inexpressible(`the client would take a plain text in ${place} for a reference`);
  }

  return {
    text,
    plain(written, place) {
      return splitReferences(written)
        .map((part) => {
          if (part.kind === 'text') return part.text;
          if (part.kind === 'home') return machine.home;
          if (part.kind === 'project' || part.kind === 'malformed') {
            throw inexpressible(cannot(part.kind));
          }
          throw inexpressible(`the client takes no references in ${place}`);
        })
        .join('');
    },
  };
}

function named(variable: string): string {
  return `$${variable}`;
}

function cannot(kind: 'project' | 'malformed'): string {
  return kind === 'project'
    ? '`${project}` is another folder in each project, which only Loom knows'
    : 'it holds something that is no reference';
}
