/**
 * The well-behaved server: every feature of a legacy server, each in its smallest form.
 *
 *   node echo.ts [--name <server name>] [--no-instructions]
 */
import { fieldsFrom, hasFlag, option, textFrom } from './lib/arguments.ts';
import { addEchoResources } from './lib/echo-resources.ts';
import { inputs, jsonResult, RpcError, textResult } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';

const LEVELS = 'debug info notice warning error critical alert emergency'.split(' ');
const NAMES = ['Ada', 'Alan', 'Barbara', 'Grace'];
const name = option('name') ?? 'echo';

const server = new RawServer({
  name,
  capabilities: {
    tools: { listChanged: true },
    resources: { subscribe: true, listChanged: true },
    prompts: { listChanged: true },
    completions: {},
    logging: {},
  },
  instructions: hasFlag('no-instructions') ? undefined : `Ask ${name} to repeat anything.`,
});

addTools();
addEchoResources(server);
addPrompts();
addLogging();
server.start();

function addTools(): void {
  server.tool(
    {
      name: 'echo',
      title: 'Echo',
      description: 'Repeats its arguments, with everything else that came with the request.',
      annotations: { readOnlyHint: true, 'x-annotation': 'kept' },
      'x-tool': { kept: true },
      _meta: { 'test/tool': name },
    },
    (input, { params }) => {
      const { name: _tool, arguments: _input, _meta, ...others } = params;
      return {
        content: [{ type: 'text', text: JSON.stringify(input), 'x-part': { kept: true } }],
        structuredContent: input,
        'x-result': { kept: true, server: name },
        'x-received': others,
        _meta: { 'test/received': _meta ?? null },
      };
    },
  );
  server.tool(
    {
      name: 'whoami',
      description: 'Says which process this is; the value of one environment variable on demand.',
      inputSchema: inputs({ env: 'string?' }),
    },
    (input) =>
      jsonResult({
        name,
        pid: process.pid,
        cwd: process.cwd(),
        args: process.argv.slice(2),
        envKeys: Object.keys(process.env).sort(),
        value: process.env[textFrom(input.env)],
      }),
  );
  server.tool(
    {
      name: 'add',
      description: 'Adds two numbers.',
      inputSchema: inputs({ a: 'number', b: 'number' }),
      outputSchema: inputs({ sum: 'number' }),
    },
    ({ a, b }) => {
      if (typeof a !== 'number' || typeof b !== 'number') {
        return { ...textResult('a and b must be numbers'), isError: true };
      }
      return { ...jsonResult({ sum: a + b }), structuredContent: { sum: a + b } };
    },
  );
  addListTools();
}

function addListTools(): void {
  const named = inputs({ name: 'string' });
  const add = { name: 'add_tool', description: 'Adds a tool.', inputSchema: named };
  server.tool(add, (input) => {
    const added = textFrom(input.name);
    server.tool({ name: added, description: 'Added later.' }, () => textResult(added));
    server.notify('notifications/tools/list_changed');
    return textResult(`added ${added}`);
  });
  const remove = { name: 'remove_tool', description: 'Removes a tool.', inputSchema: named };
  server.tool(remove, (input) => {
    const existed = server.tools.delete(textFrom(input.name));
    server.notify('notifications/tools/list_changed');
    return textResult(existed ? 'removed' : 'not found');
  });
  server.tool(
    {
      name: 'announce',
      description:
        'Sends list_changed though nothing changed: list is tools, resources or prompts.',
      inputSchema: inputs({ list: 'string' }),
    },
    (input) => {
      server.notify(`notifications/${textFrom(input.list)}/list_changed`);
      return textResult('announced');
    },
  );
}

function addPrompts(): void {
  const greet = {
    name: 'greet',
    title: 'Greet somebody',
    description: 'A greeting for a person.',
    arguments: [{ name: 'name', description: 'Whom to greet', required: true }],
    'x-prompt': { kept: true },
  };
  const prompts = [greet];
  server.handle('prompts/list', () => ({ prompts }));
  server.handle('prompts/get', (params) => {
    if (!prompts.some((prompt) => prompt.name === params.name)) {
      throw new RpcError(-32602, `Unknown prompt: ${params.name}`);
    }
    const text = `Greet ${textFrom(fieldsFrom(params.arguments).name)} for ${name}.`;
    return {
      description: 'A greeting',
      messages: [{ role: 'user', content: { type: 'text', text }, 'x-message': 'kept' }],
    };
  });
  const named = inputs({ name: 'string' });
  const add = { name: 'add_prompt', description: 'Adds a prompt.', inputSchema: named };
  server.tool(add, (input) => {
    prompts.push({ ...greet, name: textFrom(input.name) });
    server.notify('notifications/prompts/list_changed');
    return textResult('added');
  });
  server.handle('completion/complete', (params) => {
    const { value } = fieldsFrom(params.argument);
    const values = NAMES.filter((known) => known.startsWith(textFrom(value)));
    // What was asked comes back: a test sees how the reference and the context were relayed.
    return { completion: { values, total: values.length, hasMore: false }, 'x-asked': params };
  });
}

function addLogging(): void {
  let lowest = 0;
  server.handle('logging/setLevel', (params) => {
    if (!LEVELS.includes(textFrom(params.level))) throw new RpcError(-32602, 'Unknown level');
    lowest = LEVELS.indexOf(textFrom(params.level));
    return {};
  });
  server.tool(
    {
      name: 'log',
      description: 'Sends a log message, unless its level is below the one that was set.',
      inputSchema: inputs({ level: 'string', text: 'string' }),
    },
    ({ level, text }) => {
      if (LEVELS.indexOf(textFrom(level)) < lowest) return textResult('below the level');
      server.notify('notifications/message', { level, logger: name, data: { text } });
      return textResult('sent');
    },
  );
}
