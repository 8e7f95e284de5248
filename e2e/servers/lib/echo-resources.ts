import { textFrom } from './arguments.ts';
import { inputs, jsonResult, RpcError, textResult } from './raw-messages.ts';
import type { RawServer } from './raw-server.ts';

const TEMPLATE = {
  uriTemplate: 'echo://item/{id}',
  name: 'item',
  title: 'Any item',
  mimeType: 'application/json',
  'x-template': { kept: true },
};

/** The resources, template and subscriptions of echo.ts, and the tools that change them. */
export function addEchoResources(server: RawServer): void {
  const texts = new Map([
    ['echo://greeting', 'hello'],
    ['echo://counter', '0'],
  ]);
  const subscribed = new Set<string>();

  server.handle('resources/list', () => ({
    resources: [...texts.keys()].map((uri) => ({
      uri,
      name: uri.replace('echo://', ''),
      mimeType: 'text/plain',
      annotations: { priority: 0.5, 'x-annotation': 'kept' },
      'x-resource': { kept: true },
    })),
  }));
  server.handle('resources/templates/list', () => ({ resourceTemplates: [TEMPLATE] }));
  server.handle('resources/read', (params) => {
    const uri = textFrom(params.uri);
    const item = /^echo:\/\/item\/(.+)$/.exec(uri)?.[1];
    const text = texts.get(uri) ?? (item === undefined ? undefined : JSON.stringify({ item }));
    if (text === undefined) throw new RpcError(-32002, 'Resource not found', { uri });
    return { contents: [{ uri, mimeType: 'text/plain', text, 'x-contents': { kept: true } }] };
  });
  server.handle('resources/subscribe', (params) => {
    subscribed.add(textFrom(params.uri));
    return {};
  });
  server.handle('resources/unsubscribe', (params) => {
    subscribed.delete(textFrom(params.uri));
    return {};
  });

  const uriInput = inputs({ uri: 'string?' });
  server.tool(
    { name: 'touch', description: 'Changes a resource.', inputSchema: uriInput },
    (input) => {
      const uri = textFrom(input.uri, 'echo://counter');
      texts.set(uri, String(Number(texts.get(uri) ?? 0) + 1));
      if (subscribed.has(uri)) server.notify('notifications/resources/updated', { uri });
      return textResult(subscribed.has(uri) ? 'updated sent' : 'nobody subscribed');
    },
  );
  server.tool({ name: 'subscriptions', description: 'Lists the subscribed URIs.' }, () =>
    jsonResult([...subscribed]),
  );
  const add = { name: 'add_resource', description: 'Adds a resource.', inputSchema: uriInput };
  server.tool(add, (input) => {
    texts.set(textFrom(input.uri), 'added');
    server.notify('notifications/resources/list_changed');
    return textResult('added');
  });
}
