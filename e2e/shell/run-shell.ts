/**
 * Runs the built desktop app under Node: `node run-shell.ts dist/main/shell.cjs [arguments]`. It gets
 * a stand-in for the module `electron`; the test that started it plays user, system and page.
 */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { layReality, type Reality } from './lay-reality.ts';
import { lendToTest } from './lend-to-test.ts';
import { standIn } from './this-stand-in.ts';

// The app's command line is as under Electron: the program, the app, its arguments.
process.argv.splice(1, 1);
const [, app = ''] = process.argv;

layReality(standIn, JSON.parse(process.env.STAND_IN ?? '{}') as Reality);
lendToTest(standIn);
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context);
    const { href } = new URL('./electron-module.ts', import.meta.url);
    return { url: href, format: 'module-typescript', shortCircuit: true };
  },
});
await import(pathToFileURL(app).href);
