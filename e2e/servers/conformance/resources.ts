import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server';
import { png } from './content.ts';
import { skills } from './skills.ts';

type Body = { text: string } | { blob: string };

const resources: Record<string, { mimeType: string; body: Body }> = {
  'test://static-text': { mimeType: 'text/plain', body: { text: 'static body' } },
  'test://static-binary': { mimeType: 'image/png', body: { blob: png } },
  'test://watched-resource': { mimeType: 'text/plain', body: { text: 'watched' } },
};

export function offerResources(mcp: McpServer): void {
  for (const [uri, { mimeType, body }] of Object.entries(resources)) {
    const contents = [{ uri, mimeType, ...body }];
    mcp.registerResource(uri, uri, { mimeType }, () => ({ contents }));
  }
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined });
  const mimeType = 'application/json';
  mcp.registerResource('template', template, { mimeType }, ({ href }, { id }) => ({
    contents: [{ uri: href, mimeType, text: JSON.stringify({ id }) }],
  }));
  skills.attach(mcp);
  mcp.server.setRequestHandler('resources/subscribe', () => ({}));
  mcp.server.setRequestHandler('resources/unsubscribe', () => ({}));
}
