// The `loom` command. It only chooses: the proxy must start in a blink, so nothing of the rest is
// loaded for it, and both are bundles of their own beside this one.
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { loomPaths } from '../src-shared/paths.ts';
import { homeFolder } from './proxy/find-hub.ts';

const args = process.argv.slice(2);
// In a package it made the app's runtime run us. What we start decides for itself, and nobody else's
// program, such as the browser that `loom console` opens, is to be affected.
delete process.env.ELECTRON_RUN_AS_NODE;

keepCompiledCode();
// Not awaited at the top level: the build may make this CommonJS, which starts faster.
void run().then((code) => process.exit(code));

async function run(): Promise<number> {
  if (args[0] === 'proxy') {
    const { runProxy } = await import('./proxy/proxy.ts');
    return runProxy(args.slice(1));
  }
  const { runCli } = await import('./cli.ts');
  return runCli(args);
}

/**
 * Node's compile cache, in a folder that is ours: whoever could write it could run code as us. The
 * folder is the hub's to create; without it, or on a read-only disk, there is just no cache.
 */
function keepCompiledCode(): void {
  const { state } = loomPaths({
    platform: process.platform,
    home: homeFolder(),
    user: '',
    env: process.env,
  });
  if (existsSync(state)) enableCompileCache(join(state, 'compile-cache'));
}
