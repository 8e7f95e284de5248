/**
 * The interactive server: asks its client during a call, and returns the client's answer verbatim,
 * as the text {"result": …} or {"error": {"code": …}}.
 *
 *   node asking.ts [--name <server name>] [--ask-at-start] [--polite]
 *
 * --ask-at-start asks for the roots as soon as the client is initialized; --polite asks only for
 * what the client declared.
 *
 * ask_sampling {text?, tools?}, ask_elicitation {message?}, ask_roots, ask_ping
 * ask_elicitation_url {url?, message?}
 * ask_rounds {rounds}       so many elicitations, one after the other
 * ask_both                  an elicitation and the roots at once
 * ask {method, params?}     any request
 * ask_later {ms, method?}   answers at once and asks (roots/list) after `ms`, outside any call
 * ask_too_late             never answers; once one of them was cancelled, the next one makes it ask
 *                           (roots/list); what it is answered goes to stderr as "late answer: …"
 * ask_cancel {ms?, wait?}   sends a sampling request, cancels it after `ms`, `wait`s for an answer
 * ask_with_progress         a sampling request with a progress token; returns its progress too
 * require_url               fails with -32042 and the URLs to visit
 * client                    the raw params of the client's initialize
 * answers                   the answers to what was asked outside a call
 * roots_changes             how often the client said that its roots changed
 * cancelled                 how many requests the client has cancelled
 *
 * The prompt "ask" and the resource "ask://roots" ask for the roots, too.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fieldsFrom, hasFlag, numberFrom, option, textFrom } from './lib/arguments.ts';
import { type Answer, inputs, jsonResult, RpcError } from './lib/raw-messages.ts';
import { type Fields, RawServer } from './lib/raw-server.ts';

const CAPABILITY_FOR: Record<string, string> = {
  'sampling/createMessage': 'sampling',
  'elicitation/create': 'elicitation',
  'roots/list': 'roots',
};

const server = new RawServer({
  name: option('name') ?? 'asking',
  capabilities: { prompts: {}, resources: {} },
});
const answers: Answer[] = [];
let rootsChanges = 0;
let cancelled = 0;

addQuestions();
addSeveralQuestions();
addPromptAndResource();
addUrlTools();
addLifecycleTools();
addEvidence();
server.start();

function addQuestions(): void {
  server.tool(
    { name: 'ask_sampling', inputSchema: inputs({ text: 'string?', tools: 'boolean?' }) },
    async ({ text, tools }) => {
      const extra = tools === true ? { tools: [sampleTool()], toolChoice: { mode: 'auto' } } : {};
      return jsonResult(await ask('sampling/createMessage', { ...sampling(text), ...extra }));
    },
  );
  server.tool(
    { name: 'ask_elicitation', inputSchema: inputs({ message: 'string?' }) },
    async (input) => jsonResult(await ask('elicitation/create', elicitation(input.message))),
  );
  server.tool({ name: 'ask_roots' }, async () => jsonResult(await ask('roots/list')));
  server.tool({ name: 'ask_ping' }, async () => jsonResult(await ask('ping')));
  server.tool(
    { name: 'ask', inputSchema: inputs({ method: 'string', params: 'object?' }) },
    async ({ method, params }) => jsonResult(await ask(textFrom(method), fieldsFrom(params))),
  );
}

function addSeveralQuestions(): void {
  server.tool(
    { name: 'ask_rounds', inputSchema: inputs({ rounds: 'integer' }) },
    async ({ rounds }) => {
      const given: Answer[] = [];
      for (let round = 1; round <= numberFrom(rounds, 2); round += 1) {
        given.push(await ask('elicitation/create', elicitation(`Question ${round}`)));
      }
      return jsonResult(given);
    },
  );
  server.tool({ name: 'ask_both' }, async () => {
    const both = [
      server.prepare('elicitation/create', elicitation('And you?')),
      server.prepare('roots/list', {}),
    ];
    server.write(both.map(({ text }) => text).join(''));
    const received = await Promise.all(both.map((one) => one.received));
    return jsonResult(received.map(({ answer }) => answer));
  });
}

function addPromptAndResource(): void {
  server.handle('prompts/list', () => ({ prompts: [{ name: 'ask' }] }));
  server.handle('prompts/get', async () => {
    const text = JSON.stringify(await ask('roots/list'));
    return { messages: [{ role: 'user', content: { type: 'text', text } }] };
  });
  server.handle('resources/list', () => ({ resources: [{ uri: 'ask://roots', name: 'roots' }] }));
  server.handle('resources/read', async ({ uri }) => ({
    contents: [{ uri, text: JSON.stringify(await ask('roots/list')) }],
  }));
}

function addUrlTools(): void {
  const inputSchema = inputs({ url: 'string?', message: 'string?' });
  server.tool({ name: 'ask_elicitation_url', inputSchema }, async ({ url, message }) => {
    const elicitation = urlElicitation(url, message);
    const answer = await ask('elicitation/create', elicitation);
    const { elicitationId } = elicitation;
    if ('result' in answer) server.notify('notifications/elicitation/complete', { elicitationId });
    return jsonResult(answer);
  });
  server.tool({ name: 'require_url', inputSchema }, ({ url, message }) => {
    const data = { elicitations: [urlElicitation(url, message)], 'x-data': 'kept' };
    throw new RpcError(-32042, 'This tool needs an authorization', data);
  });
}

function addLifecycleTools(): void {
  server.tool(
    { name: 'ask_later', inputSchema: inputs({ ms: 'number', method: 'string?' }) },
    ({ ms, method }) => {
      setTimeout(() => void askOutside(textFrom(method, 'roots/list')), numberFrom(ms, 0));
      return jsonResult({ asking: textFrom(method, 'roots/list') });
    },
  );
  server.tool({ name: 'ask_too_late' }, async () => {
    if (cancelled > 0) server.log(`late answer: ${JSON.stringify(await ask('roots/list'))}`);
    return await new Promise<never>(() => {});
  });
  server.tool(
    { name: 'ask_cancel', inputSchema: inputs({ ms: 'number?', wait: 'number?' }) },
    async (input) => {
      const { id, received } = server.request(
        'sampling/createMessage',
        sampling('will be cancelled'),
      );
      await pause(numberFrom(input.ms, 50));
      server.notify('notifications/cancelled', { requestId: id, reason: 'changed my mind' });
      const late = await Promise.race([received, pause(numberFrom(input.wait, 300), null)]);
      return jsonResult({ cancelled: id, answer: late?.answer ?? null });
    },
  );
  server.tool({ name: 'ask_with_progress' }, async () => {
    const progressToken = `token-${randomUUID()}`;
    const progress: Fields[] = [];
    server.onNotification('notifications/progress', (params) => {
      if (params.progressToken === progressToken) progress.push(params);
    });
    const params = { ...sampling('with progress'), _meta: { progressToken } };
    const answer = await ask('sampling/createMessage', params);
    return jsonResult({ answer, progressToken, progress });
  });
}

function addEvidence(): void {
  server.tool({ name: 'client' }, () => jsonResult(server.client));
  server.tool({ name: 'answers' }, () => jsonResult(answers));
  server.tool({ name: 'roots_changes' }, () => jsonResult({ count: rootsChanges }));
  server.tool({ name: 'cancelled' }, () => jsonResult({ count: cancelled }));
  server.onNotification('notifications/cancelled', () => {
    cancelled += 1;
  });
  server.onNotification('notifications/roots/list_changed', () => {
    rootsChanges += 1;
  });
  server.onNotification('notifications/initialized', () => {
    if (hasFlag('ask-at-start')) void askOutside('roots/list');
  });
}

async function ask(method: string, params: Fields = {}): Promise<Answer> {
  const capability = CAPABILITY_FOR[method];
  const declared = fieldsFrom(server.client.capabilities);
  if (hasFlag('polite') && capability !== undefined && !(capability in declared)) {
    return { error: { code: 0, message: `not asked: the client did not declare ${capability}` } };
  }
  return (await server.request(method, params).received).answer;
}

async function askOutside(method: string): Promise<void> {
  const isSampling = method === 'sampling/createMessage';
  answers.push(await ask(method, isSampling ? sampling('outside a call') : {}));
}

function elicitation(message: unknown): Fields {
  return {
    message: textFrom(message, 'What is your name?'),
    requestedSchema: inputs({ name: 'string', age: 'integer?' }),
    'x-params': { kept: true },
  };
}

function sampling(text: unknown): Fields {
  return {
    messages: [{ role: 'user', content: { type: 'text', text: textFrom(text, 'Say hello') } }],
    maxTokens: 100,
    'x-params': { kept: true },
  };
}

function sampleTool(): Fields {
  return {
    name: 'lookup',
    description: 'Looks a word up.',
    inputSchema: inputs({ word: 'string' }),
  };
}

function urlElicitation(url: unknown, message: unknown): Fields {
  return {
    mode: 'url',
    elicitationId: randomUUID(),
    url: textFrom(url, 'https://example.com/authorize?state=1'),
    message: textFrom(message, 'Please authorize'),
  };
}
