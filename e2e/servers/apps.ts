/**
 * A server with an MCP App (SEP-1865), in one era, without a package; its texts are in
 * lib/app-texts.ts.
 *
 *   node apps.ts [--era legacy|modern, default legacy] [--undeclared]
 *
 * show          a tool with a view, ui://weather/view.html
 * refresh       a tool that only the view calls
 * client        the capabilities that the client declared
 * --undeclared  does not declare the extension
 */
import {
  REFRESH_TOOL,
  SHOW_TOOL,
  SHOWN,
  UI,
  VIEW_CONTENTS,
  VIEW_RESOURCE,
} from './lib/app-texts.ts';
import { hasFlag, option, textFrom } from './lib/arguments.ts';
import { ModernServer } from './lib/modern-server.ts';
import { MODERN_VERSION } from './lib/modern-spec.ts';
import { jsonResult, RawJson } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';
import { serveModernLines } from './lib/serve-modern-lines.ts';

const clientTool = '{"name":"client","inputSchema":{"type":"object"}}';
const tools = `"tools":[${SHOW_TOOL},${REFRESH_TOOL},${clientTool}]`;
const resources = `"resources":[${VIEW_RESOURCE}]`;
const capabilities = {
  tools: {},
  resources: {},
  ...(!hasFlag('undeclared') && { extensions: { [UI]: {} } }),
};

if (option('era') === 'modern') startModern();
else startLegacy();

function startLegacy(): void {
  const server = new RawServer({ name: 'apps', capabilities });
  server.handle('tools/list', () => new RawJson(`{${tools}}`));
  server.handle('tools/call', ({ name }) =>
    name === 'client' ? jsonResult(server.client.capabilities) : new RawJson(`{${SHOWN}}`),
  );
  server.handle('resources/list', () => new RawJson(`{${resources}}`));
  server.handle('resources/templates/list', () => ({ resourceTemplates: [] }));
  server.handle('resources/read', () => new RawJson(`{${VIEW_CONTENTS}}`));
  server.start();
}

function startModern(): void {
  const server = new ModernServer({
    name: 'apps',
    ttlMs: 1000,
    cacheScope: 'public',
    refuseInitialize: -32022,
  });
  const caching = '"ttlMs":1000,"cacheScope":"public"';
  const complete = (members: string) => new RawJson(`{"resultType":"complete",${members}}`);
  server.handle('server/discover', () => ({
    supportedVersions: [MODERN_VERSION],
    capabilities,
    ...server.caching(),
  }));
  server.handle('tools/list', () => complete(`${tools},${caching}`));
  server.handle('tools/call', ({ name }, call) =>
    textFrom(name) === 'client' ? jsonResult(call.capabilities) : complete(SHOWN),
  );
  server.handle('resources/list', () => complete(`${resources},${caching}`));
  server.handle('resources/read', () => complete(`${VIEW_CONTENTS},${caching}`));
  serveModernLines(server);
}
