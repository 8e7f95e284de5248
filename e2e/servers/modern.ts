/**
 * A server of MCP 2026-07-28 only, on stdio: `initialize` is refused, every request needs its
 * envelope. Without a package; what it answers is what README.md says of it.
 *
 *   node modern.ts [--name <server name>] [--ttl <ms>] [--cache-scope public|private] [--odd]
 *                  [--page-size <n>] [--no-instructions] [--refuse-with <code>]
 *                  [--exit-on-initialize]
 *
 * --ttl, --cache-scope   what lists, reads and discovery say (60000, public)
 * --odd                  the lists hold the odd items of odd.ts too, which SDKs may not read
 * --page-size            lists come in pages; the second page's cursor is the empty text
 * --refuse-with          another code than -32022 for `initialize`
 * --exit-on-initialize   ends instead of refusing
 */
import { createModernServer } from './lib/create-modern-server.ts';
import { serveModernLines } from './lib/serve-modern-lines.ts';

serveModernLines(createModernServer('modern'));
