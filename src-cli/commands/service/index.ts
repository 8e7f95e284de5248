import type { Command } from 'commander';
import type { AddCommand, Context } from '../../context.ts';
import { addServiceInstall } from './service-install.ts';
import { addServiceRemove } from './service-remove.ts';
import { addServiceStatus } from './service-status.ts';

const commands: readonly AddCommand[] = [addServiceInstall, addServiceRemove, addServiceStatus];

export function addService(program: Command, context: Context): void {
  const service = program.command('service').description('the hub as a service of yours');
  for (const add of commands) add(service, context);
}
