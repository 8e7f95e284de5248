/** Resources, a template, prompts and completion of the modern servers, and the tools that change them. */
import { fieldsFrom, hasFlag, textFrom } from './arguments.ts';
import { askInPassing } from './modern-asking-tools.ts';
import type { ModernServer } from './modern-server.ts';
import {
  ODD_GET_PROMPT,
  ODD_MISSING,
  ODD_PROMPT,
  ODD_READ,
  ODD_RESOURCE,
  ODD_TEMPLATE,
  withResultType,
} from './odd-texts.ts';
import { inputs, RawJson, RpcError, textResult } from './raw-messages.ts';

export function addModernResources(server: ModernServer): void {
  const texts = new Map([
    ['modern://greeting', 'hello'],
    ['modern://counter', '0'],
  ]);
  const addResource = (uri: string) =>
    server.items.resources.push({ uri, name: uri.replace('modern://', ''), 'x-resource': 'kept' });
  for (const uri of texts.keys()) addResource(uri);
  server.items.resourceTemplates.push({ uriTemplate: 'modern://item/{id}', name: 'item' });

  server.handle('resources/read', (params, call) => {
    const uri = textFrom(params.uri);
    if (uri.startsWith('odd://') && uri !== ODD_MISSING) return oddRead(server);
    const item = /^modern:\/\/item\/(.+)$/.exec(uri)?.[1];
    let text = texts.get(uri) ?? item;
    if (uri === 'modern://ask') text = JSON.stringify(askInPassing(call));
    if (text === undefined) throw new RpcError(-32602, 'Resource not found', { uri });
    return { contents: [{ uri, text, 'x-contents': 'kept' }], ...server.caching() };
  });

  const inputSchema = inputs({ uri: 'string?' });
  server.tool({ name: 'touch', description: 'Changes a resource.', inputSchema }, (input) => {
    const uri = textFrom(input.uri, 'modern://counter');
    texts.set(uri, String(Number(texts.get(uri) ?? 0) + 1));
    const told = server.listens.updated(uri);
    return textResult(told > 0 ? 'updated sent' : 'nobody listens');
  });
  const add = { name: 'add_resource', description: 'Adds a resource.', inputSchema };
  server.tool(add, (input) => {
    const uri = textFrom(input.uri, 'modern://added');
    texts.set(uri, 'added');
    addResource(uri);
    server.listens.listChanged('resources');
    return textResult('added');
  });
}

function oddRead(server: ModernServer): RawJson {
  const caching = JSON.stringify(server.caching()).slice(1);
  return new RawJson(`${withResultType(ODD_READ).slice(0, -1)},${caching}`);
}

export function addModernPrompts(server: ModernServer): void {
  const { prompts } = server.items;
  prompts.push({
    name: 'greet',
    arguments: [{ name: 'name', required: true }],
    'x-prompt': 'kept',
  });
  server.handle('prompts/get', (params, call) => {
    const name = textFrom(params.name);
    const input = fieldsFrom(params.arguments);
    if (name === 'odd_prompt') return new RawJson(withResultType(ODD_GET_PROMPT));
    if (!prompts.some((prompt) => !(prompt instanceof RawJson) && prompt.name === name)) {
      throw new RpcError(-32602, `Unknown prompt: ${name}`);
    }
    const answer = name === 'ask' ? askInPassing(call, input.message) : `Greet ${input.name}`;
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return { messages: [{ role: 'user', content: { type: 'text', text }, 'x-message': 'kept' }] };
  });
  const inputSchema = inputs({ name: 'string' });
  const add = { name: 'add_prompt', description: 'Adds a prompt.', inputSchema };
  server.tool(add, (input) => {
    prompts.push({ name: textFrom(input.name) });
    server.listens.listChanged('prompts');
    return textResult('added');
  });
  server.handle('completion/complete', (params) => {
    const { value } = fieldsFrom(params.argument);
    const { _meta, ...asked } = params;
    return { completion: { values: [`${value}-completed`], hasMore: false }, 'x-asked': asked };
  });
}

/** With --odd, the lists hold the items of odd.ts too. */
export function addOddItems({ items }: ModernServer): void {
  if (!hasFlag('odd')) return;
  items.resources.push(new RawJson(ODD_RESOURCE));
  items.resourceTemplates.push(new RawJson(ODD_TEMPLATE));
  items.prompts.push(new RawJson(ODD_PROMPT));
}
