import type { Command } from 'commander';
import type { AddCommand, Context } from '../context.ts';
import { addAuth } from './auth/index.ts';
import { addCall } from './call.ts';
import { addComplete } from './complete.ts';
import { addCompletion } from './completion.ts';
import { addConsole } from './console.ts';
import { addDoctor } from './doctor.ts';
import { addGenerate } from './generate/index.ts';
import { addImport } from './import/import.ts';
import { addLink } from './link.ts';
import { addLogs } from './logs.ts';
import { addPause } from './pause.ts';
import { addProxy } from './proxy.ts';
import { addReload } from './reload.ts';
import { addRestart } from './restart.ts';
import { addSecret } from './secret/index.ts';
import { addServe } from './serve.ts';
import { addServers } from './servers/index.ts';
import { addService } from './service/index.ts';
import { addSignIn } from './sign-in.ts';
import { addSignOut } from './sign-out.ts';
import { addStatus } from './status.ts';
import { addStop } from './stop.ts';
import { addSync } from './sync/index.ts';
import { addTools } from './tools.ts';
import { addValidate } from './validate.ts';

/** Every command of `loom`, in the order of its help. */
const commands: readonly AddCommand[] = [
  addServe,
  addProxy,
  addStatus,
  addServers,
  addSignIn,
  addSignOut,
  addImport,
  addSync,
  addGenerate,
  addSecret,
  addAuth,
  addTools,
  addCall,
  addLogs,
  addConsole,
  addPause,
  addReload,
  addValidate,
  addService,
  addLink,
  addDoctor,
  addStop,
  addRestart,
  addCompletion,
  addComplete,
];

export function addCommands(program: Command, context: Context): void {
  for (const add of commands) add(program, context);
}
