import type { Command } from 'commander';
import type { AddCommand, Context } from '../../context.ts';
import { addAdd } from './add.ts';
import { addDisable } from './disable.ts';
import { addEnable } from './enable.ts';
import { addList } from './list.ts';
import { addRemove } from './remove.ts';
import { addRestart } from './restart.ts';
import { addShow } from './show.ts';
import { addStart } from './start.ts';
import { addStop } from './stop.ts';

const commands: readonly AddCommand[] = [
  addList,
  addAdd,
  addShow,
  addEnable,
  addDisable,
  addStart,
  addStop,
  addRestart,
  addRemove,
];

export function addServers(program: Command, context: Context): void {
  const servers = program.command('servers').description('the servers behind the hub');
  for (const add of commands) add(servers, context);
}
