/**
 * The legacy twin of modern.ts, for conversations that are compared between the eras: the tools that
 * both have (lib/twin-tools.ts), the same questions, as requests, and the odd items in its lists.
 *
 *   node twin.ts [--name <server name>]
 */
import { randomUUID } from 'node:crypto';
import { numberFrom, option, textFrom } from './lib/arguments.ts';
import {
  ODD_ERROR,
  ODD_GET_PROMPT,
  ODD_MISSING,
  ODD_NOTIFICATION,
  ODD_PROMPT,
  ODD_READ,
  ODD_REQUEST,
  ODD_RESOURCE,
  ODD_TEMPLATE,
} from './lib/odd-texts.ts';
import { elicitation, type Question, roots, sampling, urlElicitation } from './lib/questions.ts';
import {
  inputs,
  jsonResult,
  NEVER_ANSWER,
  RawJson,
  RpcError,
  textResult,
} from './lib/raw-messages.ts';
import { type Fields, RawServer } from './lib/raw-server.ts';
import { addTwinTools } from './lib/twin-tools.ts';

const server = new RawServer({
  name: option('name') ?? 'twin',
  capabilities: { prompts: {}, resources: {}, completions: {}, logging: {} },
});

addTwinTools({
  tool: (definition, run) => server.tool(definition, (input, call) => run(input, { ...call, log })),
  odd: (text) => new RawJson(text),
  given: (text) => new RawJson(text),
});
addOddTools();
addQuestions();
addLists();
server.start();

function log(_level: string, params: Fields | RawJson): boolean {
  const text = params instanceof RawJson ? params.text : JSON.stringify(params);
  server.write(`{"jsonrpc":"2.0","method":"notifications/message","params":${text}}\n`);
  return true;
}

function addOddTools(): void {
  server.tool({ name: 'odd_error' }, (_input, { id }) => {
    server.write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"error":${ODD_ERROR}}\n`);
    return NEVER_ANSWER;
  });
  server.tool({ name: 'odd_notification' }, () => {
    log('info', new RawJson(ODD_NOTIFICATION));
    return textResult('ok');
  });
  server.tool({ name: 'odd_request' }, async () => {
    const { received } = server.request('sampling/createMessage', new RawJson(ODD_REQUEST));
    return textResult((await received).line);
  });
}

function addQuestions(): void {
  const one = (name: string, optional: Record<string, string>, ask: (input: Fields) => Question) =>
    server.tool({ name, inputSchema: inputs(optional) }, async (input) =>
      jsonResult(await answerTo(ask(input))),
    );
  one('ask_elicitation', { message: 'string?' }, ({ message }) => elicitation(message));
  one('ask_sampling', { text: 'string?' }, ({ text }) => sampling(text));
  one('ask_roots', {}, () => roots);
  one('ask_url', { url: 'string?', message: 'string?' }, ({ url, message }) => {
    const { method, params } = urlElicitation(url, message);
    return { method, params: { ...params, elicitationId: randomUUID() } };
  });
  server.tool({ name: 'ask_several', inputSchema: inputs({ text: 'string?' }) }, async (input) => {
    const asked = [elicitation(input.text), sampling(input.text), roots].map(answerTo);
    const [name, poem, folders] = await Promise.all(asked);
    return jsonResult({ name: name?.result, poem: poem?.result, folders: folders?.result });
  });
  const inputSchema = inputs({ n: 'integer', text: 'string?' });
  server.tool({ name: 'ask_rounds', inputSchema }, async (input) => {
    const answers: Fields = {};
    for (let round = 1; round <= numberFrom(input.n, 1); round += 1) {
      const { result } = await answerTo(elicitation(input.text ?? `Round ${round}`));
      answers[`round_${round}`] = result;
    }
    return jsonResult(answers);
  });
}

async function answerTo({ method, params }: Question): Promise<Fields> {
  return (await server.request(method, params).received).answer;
}

function addLists(): void {
  server.handle('resources/list', () => new RawJson(`{"resources":[${ODD_RESOURCE}]}`));
  server.handle(
    'resources/templates/list',
    () => new RawJson(`{"resourceTemplates":[${ODD_TEMPLATE}]}`),
  );
  server.handle('resources/read', ({ uri }) => {
    if (textFrom(uri).startsWith('odd://') && uri !== ODD_MISSING) return new RawJson(ODD_READ);
    throw new RpcError(-32002, 'Resource not found', { uri });
  });
  server.handle('prompts/list', () => new RawJson(`{"prompts":[${ODD_PROMPT}]}`));
  server.handle('prompts/get', () => new RawJson(ODD_GET_PROMPT));
  server.handle('completion/complete', (params) => {
    const { _meta, ...asked } = params;
    return { completion: { values: ['a-completed'], hasMore: false }, 'x-asked': asked };
  });
  server.handle('logging/setLevel', () => ({}));
}
