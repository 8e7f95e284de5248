import { commands } from './commands.ts';
import type { Check } from './facts.ts';
import { configFile, registryFile } from './files.ts';
import { http } from './http.ts';
import { leftovers } from './leftovers.ts';
import { loginPath } from './login-path.ts';
import { privateFiles } from './private-files.ts';
import { runtime } from './runtime.ts';
import { state } from './state.ts';

/** Everything that `loom doctor` looks at in the hub's own terms, in the order it is shown. */
export const checks: readonly Check[] = [
  runtime,
  registryFile,
  configFile,
  loginPath,
  commands,
  state,
  privateFiles,
  leftovers,
  http,
];
