/**
 * Lists over many pages with opaque cursors; among them an empty string, one with characters that
 * need care, and a page without entries.
 *
 *   node paginated.ts [--pages <n, default 6>] [--page-size <n, default 3>] [--loop]
 *
 * With --loop every page names the same next cursor, for ever. Tools: item_<page>_<index> (answer
 * their name), and, on the first page, cursors (all cursors received, by method).
 */
import { hasFlag, numberOption } from './lib/arguments.ts';
import { jsonResult, RpcError, textResult } from './lib/raw-messages.ts';
import { type Fields, type Handler, RawServer } from './lib/raw-server.ts';

/** The cursor that leads to page 1, 2, 3; later pages have plain ones. */
const SPECIAL_CURSORS = ['', 'a b+c/d=&é😀"\\', '0'];
const EMPTY_PAGE = 2;

const pages = numberOption('pages', 6);
const pageSize = numberOption('page-size', 3);
const received: Record<string, unknown[]> = {};

const server = new RawServer({ name: 'paginated', capabilities: { resources: {}, prompts: {} } });
for (const name of allNames()) server.tool({ name }, () => textResult(name));
server.tool({ name: 'cursors' }, () => jsonResult(received));

paginate('tools/list', 'tools', (name) => server.tools.get(name)?.definition);
paginate('resources/list', 'resources', (name) => ({ uri: `page://${name}`, name }));
paginate('resources/templates/list', 'resourceTemplates', (name) => ({
  uriTemplate: `page://${name}/{id}`,
  name,
}));
paginate('prompts/list', 'prompts', (name) => ({ name }));
server.handle('resources/read', ({ uri }) => ({ contents: [{ uri, text: String(uri) }] }));
server.handle('prompts/get', ({ name }) => ({
  messages: [{ role: 'user', content: { type: 'text', text: String(name) } }],
}));
server.start();

function paginate(method: string, key: string, describe: (name: string) => unknown): void {
  const cursors: unknown[] = [];
  received[method] = cursors;
  const handler: Handler = (params) => {
    cursors.push('cursor' in params ? params.cursor : null);
    const page = pageOf(params);
    const items = namesOf(page).map(describe);
    if (page === 0 && method === 'tools/list') items.push(server.tools.get('cursors')?.definition);
    return { [key]: items, nextCursor: nextCursor(page) };
  };
  server.handle(method, handler);
}

function pageOf(params: Fields): number {
  if (!('cursor' in params)) return 0;
  if (hasFlag('loop')) return 1;
  for (let page = 1; page < pages; page++) if (cursorOf(page) === params.cursor) return page;
  throw new RpcError(-32602, 'Invalid cursor');
}

function nextCursor(page: number): string | undefined {
  if (hasFlag('loop')) return 'again';
  return page + 1 < pages ? cursorOf(page + 1) : undefined;
}

function cursorOf(page: number): string {
  return SPECIAL_CURSORS[page - 1] ?? Buffer.from(`page ${page}`).toString('base64');
}

function namesOf(page: number): string[] {
  if (page === EMPTY_PAGE) return [];
  return Array.from({ length: pageSize }, (_, index) => `item_${page}_${index}`);
}

function allNames(): string[] {
  return Array.from({ length: pages }, (_, page) => namesOf(page)).flat();
}
