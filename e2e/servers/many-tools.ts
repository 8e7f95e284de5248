/**
 * Many tools with schemas of a realistic size (about 450 bytes each on the wire), all answering at
 * once. Twenty of these with 50 tools are the benchmark's full list of about 460 KB.
 *
 *   node many-tools.ts [count, default 50] [--name <server name>]
 *
 * Tools: tool_000, tool_001, …
 */
import { numberFrom, option } from './lib/arguments.ts';
import { textResult } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';

const first = process.argv[2];
const count = first?.startsWith('--') ? 50 : numberFrom(first, 50);
const server = new RawServer({ name: option('name') ?? 'many-tools' });

for (let index = 0; index < count; index++) {
  const name = `tool_${String(index).padStart(3, '0')}`;
  server.tool(
    {
      name,
      description: `Searches collection ${index} and returns the matching records, newest first.`,
      inputSchema: {
        type: 'object',
        properties: {
          query: { type: 'string', description: 'Words to look for' },
          limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
          order: { type: 'string', enum: ['newest', 'oldest'] },
        },
        required: ['query'],
        additionalProperties: false,
      },
      annotations: { title: `Search ${index}`, readOnlyHint: true },
    },
    () => textResult(name),
  );
}
server.start();
