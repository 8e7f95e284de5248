/**
 * Tools that the modern servers and their legacy twin have in common, word for word: what a test
 * says to one it can say to the other, and expect the same but for what the eras set apart.
 */
import { numberFrom, textFrom } from './arguments.ts';
import { ODD_RESULTS } from './odd-texts.ts';
import { inputs, RawJson, textResult } from './raw-messages.ts';
import type { Fields, ToolDefinition } from './raw-server.ts';

/** What these tools need of a call, in either era. */
export interface TwinCall {
  line: string;
  params: Fields;
  progress(update: Fields): void;
  log(level: string, params: Fields | RawJson): unknown;
}

export interface TwinHost {
  tool(definition: ToolDefinition, run: (input: Fields, call: TwinCall) => unknown): void;
  /** An odd text as a result of this era. */
  odd(text: string): RawJson;
  /** The text of an object with a member at least, as a result of this era. */
  given(text: string): RawJson;
}

export function addTwinTools(host: TwinHost): void {
  const description = 'Repeats its arguments.';
  host.tool({ name: 'echo', description, 'x-tool': { kept: true } }, (input, { params }) => ({
    content: [{ type: 'text', text: JSON.stringify(params.arguments ?? null), 'x-part': 'kept' }],
    structuredContent: input,
    'x-result': { kept: true },
  }));
  host.tool({ name: 'request_text', description: 'The request as it came.' }, (_input, { line }) =>
    textResult(line),
  );
  for (const [name, text] of Object.entries(ODD_RESULTS)) {
    host.tool({ name }, () => host.odd(text));
  }
  // A result, and before it a log message, that are exactly what the caller wants.
  const answer = { name: 'answer', inputSchema: inputs({ text: 'string', log: 'string?' }) };
  host.tool(answer, ({ text, log }, call) => {
    if (log !== undefined) call.log('error', new RawJson(textFrom(log)));
    return host.given(textFrom(text));
  });
  const log = { name: 'log', inputSchema: inputs({ level: 'string', text: 'string' }) };
  host.tool(log, ({ level, text }, call) => {
    const params = { level, logger: 'log', data: { text } };
    return textResult(call.log(textFrom(level), params) ? 'sent' : 'not asked for');
  });
  const progress = { name: 'progress', inputSchema: inputs({ steps: 'integer', text: 'string?' }) };
  host.tool(progress, ({ steps, text }, call) => {
    const total = numberFrom(steps, 1);
    for (let step = 1; step <= total; step += 1) {
      call.progress({ progress: step, total, message: textFrom(text, `step ${step}`) });
    }
    return textResult(`${total} steps`);
  });
  // Everything in one go, in an order that only a careless relay would change.
  const burst = { name: 'burst', inputSchema: inputs({ steps: 'integer', text: 'string?' }) };
  host.tool(burst, ({ steps, text }, call) => {
    for (let step = 1; step <= numberFrom(steps, 1); step += 1) {
      call.progress({ progress: step, message: textFrom(text), 'x-step': { kept: [step, null] } });
      call.log('error', { level: 'error', data: { step, text }, 'x-log': 'kept' });
    }
    return textResult('done');
  });
  host.tool({ name: 'crash', inputSchema: inputs({ code: 'number?' }) }, ({ code }) => {
    process.exit(numberFrom(code, 1));
  });
}
