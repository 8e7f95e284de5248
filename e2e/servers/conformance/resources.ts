import { type ReadResourceResult, ResourceNotFoundError } from '@modelcontextprotocol/server';
import { png } from './content.ts';

type Body = { text: string } | { blob: string };

export const resources: Record<string, { mimeType: string; body: Body }> = {
  'test://static-text': { mimeType: 'text/plain', body: { text: 'static body' } },
  'test://static-binary': { mimeType: 'image/png', body: { blob: png } },
  'test://watched-resource': { mimeType: 'text/plain', body: { text: 'watched' } },
};

export const template = {
  uriTemplate: 'test://template/{id}/data',
  name: 'template',
  mimeType: 'application/json',
};

export function read(uri: string): ReadResourceResult {
  const known = resources[uri];
  if (known) return { contents: [{ uri, mimeType: known.mimeType, ...known.body }] };
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  if (id === undefined) throw new ResourceNotFoundError(uri);
  return { contents: [{ uri, mimeType: template.mimeType, text: JSON.stringify({ id }) }] };
}
