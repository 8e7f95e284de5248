import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions, type Plugin, type Rolldown } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { notePackages } from './scripts/lib/package/note-packages.js';

// One build, one environment per part of the house. dist/ runs without node_modules, but for the
// keychain, whose native module cannot be bundled:
//
//   dist/main/headless.cjs, shell.cjs   the hub, and Electron's main process around it
//   dist/main/keychain-helper.cjs      the process that touches the system's keychain
//   dist/main/activity-writer.cjs      the hub's thread that writes down calls
//   dist/preload/preload.cjs          one CommonJS file: all that a sandboxed preload may be
//   dist/renderer/index.html          the console
//   dist/cli/loom.cjs                  the entry; loads cli.js or proxy.cjs beside it
//
// Chunks lie flat beside their entries, so a path relative to import.meta.url means the same in all.

const root = import.meta.dirname;
const dist = process.env.LOOM_DIST ?? join(root, 'dist');
// CommonJS starts faster than ES modules, by 2 ms in the proxy and 10 in the hub: an `import` of a
// module of Node's evaluates all that it could export. A sandboxed preload may be nothing else.
const commonJs = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
} as const;
const oneCommonJsFile = { ...commonJs, codeSplitting: false } as const;
// V8 keeps the text of what is loaded, and a single “…” in a file makes it two bytes a character:
// with that and the comments gone an idle hub is 5 MB smaller.
const smallText = { charset: 'ascii', comments: { annotation: false, jsdoc: false } } as const;

export default defineConfig({
  root: join(root, 'src-renderer'),
  base: '/',
  define: { __LOOM_VERSION__: JSON.stringify(packageJson.version) },
  plugins: [react(), loadNeighboursAtRunTime(), notePackages(dist)],
  environments: {
    client: { build: { outDir: join(dist, 'renderer'), emptyOutDir: true } },
    main: nodePart(
      'main',
      {
        headless: join(root, 'src-main/headless.ts'),
        shell: join(root, 'src-main/shell/main.ts'),
        'keychain-helper': join(root, 'src-main/hub/vault/keychain-helper.ts'),
        'activity-writer': join(root, 'src-main/hub/activity/activity-writer.ts'),
      },
      commonJs,
    ),
    preload: nodePart(
      'preload',
      { preload: join(root, 'src-preload/preload.ts') },
      oneCommonJsFile,
    ),
    // Three environments: the entry and the proxy share no chunk with the CLI and its packages.
    loom: nodePart('cli', { loom: join(root, 'src-cli/loom.ts') }, oneCommonJsFile),
    proxy: nodePart('cli', { proxy: join(root, 'src-cli/proxy/proxy.ts') }, oneCommonJsFile),
    cli: nodePart('cli', { cli: join(root, 'src-cli/cli.ts') }),
  },
  builder: {
    async buildApp({ environments, build }) {
      const { ssr: _unused, ...ours } = environments;
      for (const environment of Object.values(ours)) await build(environment);
    },
  },
});

/** Code for Node: every package bundled, dynamic imports kept as chunks that load when needed. */
function nodePart(
  folder: string,
  input: Record<string, string>,
  output: Rolldown.OutputOptions = {},
): EnvironmentOptions {
  return {
    consumer: 'server',
    keepProcessEnv: true,
    resolve: { noExternal: true },
    build: {
      outDir: join(dist, folder),
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input,
        // A native module lies in files of its own, and is loaded by the keychain's helper alone.
        external: ['electron', '@napi-rs/keyring'],
        output: {
          ...{ entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
          ...smallText,
          ...output,
        },
      },
    },
  };
}

/** dist/cli/loom.cjs imports the two bundles beside it instead of containing them. */
function loadNeighboursAtRunTime(): Plugin {
  const neighbours: Record<string, string> = {
    './cli.ts': './cli.js',
    './proxy/proxy.ts': './proxy.cjs',
  };
  return {
    name: 'loom:load-neighbours-at-run-time',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'loom',
    resolveId(source) {
      const id = neighbours[source];
      return id ? { id, external: true } : undefined;
    },
  };
}
