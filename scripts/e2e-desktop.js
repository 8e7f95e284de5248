// `npm run e2e:desktop [-- vitest arguments]`: the desktop app with Electron's own runtime.
// DESKTOP_APP=<program> also tries that packaged app.
import { ensureBuilt } from './lib/build.js';
import { ensureDesktopTools, hasScreens, openScreen } from './lib/desktop-tools.js';
import { ensureElectron, hasDisplay } from './lib/electron.js';
import { ensureInstalled } from './lib/install.js';
import { pinnedNode } from './lib/pinned-node.js';
import { inRoot } from './lib/root.js';
import { runShowing } from './lib/run.js';
import { fail } from './lib/say.js';

await ensureInstalled();
if (!(await ensureElectron())) {
  fail(
    "the desktop app needs Electron's runtime, which is not here. With a network, " +
      '`npx install-electron` fetches it; ELECTRON_OVERRIDE_DIST_PATH names a folder that has it.',
  );
}
if (!hasDisplay()) {
  await ensureDesktopTools();
  if (!hasScreens()) fail('the desktop app needs a display: set DISPLAY, or install Xvfb.');
}
await ensureBuilt();

const screen = hasDisplay() ? undefined : await openScreen();
const code = await runShowing(
  pinnedNode,
  [
    inRoot('node_modules/vitest/vitest.mjs'),
    'run',
    '--project=e2e',
    'e2e/shell/desktop.test.ts',
    ...process.argv.slice(2),
  ],
  { env: { ...process.env, ...(screen && { DISPLAY: screen.display }) } },
);
await screen?.close();
process.exit(code);
