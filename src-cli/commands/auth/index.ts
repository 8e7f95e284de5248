import type { Command } from 'commander';
import type { AddCommand, Context } from '../../context.ts';
import { addTokenGenerate } from './token-generate.ts';
import { addTokenList } from './token-list.ts';
import { addTokenRevoke } from './token-revoke.ts';
import { addTokenShow } from './token-show.ts';

const commands: readonly AddCommand[] = [
  addTokenGenerate,
  addTokenList,
  addTokenShow,
  addTokenRevoke,
];

export function addAuth(program: Command, context: Context): void {
  const auth = program.command('auth').description('tokens that HTTP clients present');
  for (const add of commands) add(auth, context);
}
