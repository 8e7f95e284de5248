/**
 * Tools whose structured results are of every JSON type, with their schemas; of both protocol eras,
 * on SDK v2 over stdio: what it tells a legacy client is what the SDK makes of them.
 *
 *   node typed.ts
 */
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

interface Folder {
  name: string;
  folders?: Folder[];
}

const folder: z.ZodType<Folder> = z.lazy(() =>
  z.object({ name: z.string(), folders: z.array(folder).optional() }),
);
const tree = { name: 'a', folders: [{ name: 'b' }] };

const results: Record<string, [schema: z.ZodType, value: unknown]> = {
  list: [z.array(z.string()), ['a', 'b']],
  empty_list: [z.array(z.string()), []],
  text: [z.string(), 'é'],
  number: [z.number(), 0],
  flag: [z.boolean(), false],
  nothing: [z.null(), null],
  object: [z.object({ a: z.number() }), { a: 1 }],
  maybe_object: [z.union([z.object({ a: z.number() }), z.null()]), { a: 1 }],
  maybe_nothing: [z.union([z.object({ a: z.number() }), z.null()]), null],
  tree: [folder, tree],
  trees: [z.array(folder), [tree, tree]],
};

serveStdio(() => {
  const server = new McpServer({ name: 'typed', version: '1.0.0' });
  for (const [name, [outputSchema, structuredContent]] of Object.entries(results)) {
    server.registerTool(name, { outputSchema }, () => ({
      content: [{ type: 'text', text: name }],
      structuredContent,
    }));
  }
  return server;
});
