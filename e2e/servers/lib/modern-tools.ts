/** The tools of the modern servers that ask nothing. */
import { setTimeout as pause } from 'node:timers/promises';
import { hasFlag, numberFrom, textFrom } from './arguments.ts';
import type { ModernCall } from './modern-call.ts';
import type { ModernServer } from './modern-server.ts';
import { META } from './modern-spec.ts';
import { ODD_ERROR, ODD_NOTIFICATION, ODD_RESULTS, oddTool, withResultType } from './odd-texts.ts';
import { inputs, jsonResult, NEVER_ANSWER, RawJson, textResult } from './raw-messages.ts';
import type { Fields } from './raw-server.ts';
import { addTwinTools } from './twin-tools.ts';

export function addModernTools(server: ModernServer): void {
  addTwinTools({
    tool: (definition, run) => server.tool(definition, run),
    odd: (text) => new RawJson(withResultType(text)),
    given: (text) => new RawJson(withResultTypeSomewhere(text)),
  });
  addOddTools(server);
  addPatience(server);
  addEvidence(server);
  addMisbehaviour(server);
  addChanges(server);
}

/** In front, at the end, or spelled in another way: all mean the same. */
function withResultTypeSomewhere(text: string): string {
  const end = text.lastIndexOf('}');
  const places = [
    withResultType(text),
    `${text.slice(0, end)} , "resultType" : "complete" }`,
    text.replace('{', '{ "result\\u0054ype":"complete",'),
  ];
  return places[text.length % places.length] ?? text;
}

function addOddTools(server: ModernServer): void {
  server.tool({ name: 'odd_error' }, (_input, { id, exchange }) => {
    exchange.answer(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"error":${ODD_ERROR}}`, 200);
    return NEVER_ANSWER;
  });
  server.tool({ name: 'odd_notification' }, (_input, call) => {
    call.log('info', new RawJson(ODD_NOTIFICATION));
    return textResult('ok');
  });
  if (!hasFlag('odd')) return;
  for (const name of [...Object.keys(ODD_RESULTS), 'odd_error', 'odd_notification']) {
    const tool = server.tools.get(name);
    if (tool) tool.definition = new RawJson(oddTool(name));
  }
}

function addPatience(server: ModernServer): void {
  const optional = { ignore_cancel: 'boolean?', every: 'number?', text: 'string?' };
  const inputSchema = inputs({ ms: 'number', ...optional });
  server.tool({ name: 'sleep', inputSchema }, async (input, call) => {
    const ms = numberFrom(input.ms, 0);
    const result = textResult(textFrom(input.text, `slept ${ms} ms`));
    const stop = reportProgress(call, ms, numberFrom(input.every, 0));
    const { signal } = call.exchange;
    try {
      await pause(ms, undefined, input.ignore_cancel === true ? {} : { signal });
    } catch {
      return NEVER_ANSWER;
    } finally {
      stop();
    }
    // Straight to the transport, which a cancelled call's ordinary answer would not reach.
    if (signal.aborted) answerLate(server, call, result);
    return result;
  });
}

function answerLate({ serverInfo }: ModernServer, { id, exchange }: ModernCall, own: Fields): void {
  const _meta = { [META.serverInfo]: serverInfo };
  const result = { resultType: 'complete', ...own, _meta };
  exchange.answer(JSON.stringify({ jsonrpc: '2.0', id, result }), 200);
}

function reportProgress(call: ModernCall, ms: number, every: number): () => void {
  if (every <= 0) return () => {};
  let done = 0;
  const timer = setInterval(() => {
    done += every;
    call.progress({ progress: done, total: ms });
  }, every);
  return () => clearInterval(timer);
}

function addEvidence(server: ModernServer): void {
  server.tool({ name: 'whoami', inputSchema: inputs({ env: 'string?' }) }, ({ env }, call) =>
    jsonResult({
      name: server.options.name,
      pid: process.pid,
      clientInfo: call.meta[META.clientInfo],
      capabilities: call.capabilities,
      logLevel: call.meta[META.logLevel],
      value: process.env[textFrom(env)],
      ...call.exchange.details,
    }),
  );
  server.tool({ name: 'cancelled' }, () => jsonResult(server.cancelled));
  server.tool({ name: 'listens' }, () => jsonResult(server.listens.filters));
  server.tool({ name: 'mirrored', inputSchema: mirroredSchema() }, (input) => jsonResult(input));
}

/** Its parameters are headers too, over HTTP. */
function mirroredSchema(): Fields {
  const zone = { type: 'string', 'x-mcp-header': 'Zone' };
  return {
    type: 'object',
    properties: {
      region: { type: 'string', 'x-mcp-header': 'Region' },
      count: { type: 'integer', 'x-mcp-header': 'Count' },
      dry: { type: 'boolean', 'x-mcp-header': 'Dry-Run' },
      nested: { type: 'object', properties: { zone } },
      plain: { type: 'string' },
    },
  };
}

function addMisbehaviour(server: ModernServer): void {
  // A modern server must never ask by a request.
  server.tool(
    { name: 'send_request', inputSchema: inputs({ message: 'string?' }) },
    (input, call) => {
      const message = textFrom(input.message, 'a request from a modern server');
      const params = { mode: 'form', message, requestedSchema: inputs({ name: 'string' }) };
      const request = { jsonrpc: '2.0', id: 'forbidden', method: 'elicitation/create', params };
      call.exchange.send(JSON.stringify(request));
      return textResult('sent');
    },
  );
  server.tool({ name: 'end_listens' }, () => {
    const { count } = server.listens;
    server.listens.endAll();
    return jsonResult({ count });
  });
  server.tool({ name: 'drop_listens' }, () => {
    const { count } = server.listens;
    server.listens.dropAll();
    return jsonResult({ count });
  });
}

function addChanges(server: ModernServer): void {
  const inputSchema = inputs({ name: 'string' });
  server.tool({ name: 'add_tool', description: 'Adds a tool.', inputSchema }, (input) => {
    const name = textFrom(input.name);
    server.tool({ name, description: 'Added later.' }, () => textResult(name));
    server.listens.listChanged('tools');
    return textResult(`added ${name}`);
  });
}
