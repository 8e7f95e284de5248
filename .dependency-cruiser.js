// Who may import whom (design.md section 3, style.md). Run by `npm run check`.

const tests = '(\\.(test|conformance)\\.tsx?$)|/testing/|^e2e/|^bench/';
const packages = 'node_modules/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Each of them cannot be understood without the other: move what both need.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-found',
      comment: 'The imported file or package does not exist.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared-imports-nobody',
      comment: 'src-shared is the bottom: only itself, zod and the contract library.',
      severity: 'error',
      from: { path: '^src-shared/', pathNot: tests },
      to: { pathNot: `^src-shared/|${packages}(zod|@orpc/contract)/` },
    },
    {
      name: 'shared-runs-anywhere',
      comment: "src-shared runs in a browser too: no module of Node's own.",
      severity: 'error',
      from: { path: '^src-shared/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'outside-never-imports-main',
      comment: 'CLI, console and preload know the hub by its contract only.',
      severity: 'error',
      from: { path: '^src-(cli|renderer|preload)/', pathNot: tests },
      to: { path: '^src-main/' },
    },
    {
      name: 'parts-know-only-shared',
      comment: 'CLI, console and preload do not know each other, and main knows none of them.',
      severity: 'error',
      from: { path: '^(src-(?:main|cli|renderer|preload))/', pathNot: tests },
      to: { path: '^src-(main|cli|renderer|preload)/', pathNot: '^$1/|^src-main/' },
    },
    {
      name: 'hub-never-imports-shell',
      comment: 'The hub does not know what hosts it.',
      severity: 'error',
      from: { path: '^src-main/hub/' },
      to: { path: '^src-main/(shell/|headless)' },
    },
    {
      name: 'electron-only-in-shell',
      comment: 'Electron is a guest: only src-main/shell and src-preload know it.',
      severity: 'error',
      from: { pathNot: `^src-main/shell/|^src-preload/|${packages}|^e2e/shell/` },
      to: { path: `^electron$|${packages}electron/` },
    },
    {
      name: 'features-never-import-features',
      comment: 'app/ composes features; what two of them need belongs to ui/ or state/.',
      severity: 'error',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/', pathNot: '^src-renderer/features/$1/' },
    },
    {
      name: 'platform-knows-nobody',
      comment: 'hub/platform is the bottom of the hub.',
      severity: 'error',
      from: { path: '^src-main/hub/platform/', pathNot: tests },
      to: { path: '^src-main/', pathNot: '^src-main/hub/platform/' },
    },
    {
      name: 'nobody-imports-the-composition-root',
      comment: 'hub.ts knows all, so nothing in the hub may know hub.ts.',
      severity: 'error',
      from: { path: '^src-main/hub/', pathNot: tests },
      to: { path: '^src-main/hub/hub\\.ts$' },
    },
    {
      name: 'proxy-is-tiny',
      comment:
        "The proxy starts in a blink: its own folder, Node's modules, the wire and the paths.",
      severity: 'error',
      from: { path: '^src-cli/proxy/', pathNot: tests },
      to: {
        pathNot:
          '^src-cli/proxy/|^src-shared/(wire/|(paths|errors|version|hub-node-flags|app-image)\\.ts$)',
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'proxy-reaches-no-package',
      comment: 'Nor may a package come in through what the proxy imports.',
      severity: 'error',
      from: { path: '^src-cli/proxy/', pathNot: tests },
      to: { path: packages, reachable: true },
    },
    {
      name: 'mcp-sdk-in-one-file',
      comment: 'The SDK is imported by src-main/hub/mcp/sdk.ts only: routing is raw and ours.',
      severity: 'error',
      from: { path: '^src-', pathNot: `^src-main/hub/mcp/sdk\\.ts$|${tests}` },
      to: { path: `${packages}@modelcontextprotocol/` },
    },
    {
      name: 'only-tests-import-tests',
      comment: 'Product code may not lean on test code.',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'node-parts-use-dependencies',
      comment:
        'What hub and CLI import stands in `dependencies`; devDependencies are for the rest.',
      severity: 'error',
      from: { path: '^src-(main|cli|shared)/', pathNot: `${tests}|^src-main/shell/` },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // The default parser cannot read TypeScript 7 and then reports success over 0 modules.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: packages },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
