/** Tools, a prompt and a resource that need input from the client before they can answer. */
import { numberFrom } from './arguments.ts';
import type { ModernCall, Questions } from './modern-call.ts';
import type { ModernServer } from './modern-server.ts';
import { ODD_REQUEST } from './odd-texts.ts';
import { elicitation, roots, sampling, urlElicitation } from './questions.ts';
import { inputs, jsonResult, RawJson, textResult } from './raw-messages.ts';
import type { Fields } from './raw-server.ts';

/** Results are the client's answers, as the text `{"result": …}`, several by their keys. */
export function addModernAskingTools(server: ModernServer): void {
  const one = (name: string, optional: Record<string, string>, ask: (input: Fields) => Questions) =>
    server.tool({ name, inputSchema: inputs(optional) }, (input, call) =>
      jsonResult({ result: call.ask(ask(input)).question }),
    );
  one('ask_elicitation', { message: 'string?' }, ({ message }) => ({
    question: elicitation(message),
  }));
  one('ask_sampling', { text: 'string?' }, ({ text }) => ({ question: sampling(text) }));
  one('ask_roots', {}, () => ({ question: roots }));
  one('ask_url', { url: 'string?', message: 'string?' }, ({ url, message }) => ({
    question: urlElicitation(url, message),
  }));
  addManyQuestions(server);
  addAskingPrompt(server);
  // The answer is the whole retry, so that a test sees every byte of it.
  server.tool({ name: 'odd_request' }, (_input, call) => {
    call.ask({ odd: { method: 'sampling/createMessage', params: new RawJson(ODD_REQUEST) } });
    return textResult(call.line);
  });
}

function addManyQuestions(server: ModernServer): void {
  server.tool({ name: 'ask_several', inputSchema: inputs({ text: 'string?' }) }, (input, call) => {
    const name = elicitation(input.text);
    const answers = call.ask({ name, poem: sampling(input.text), folders: roots });
    return jsonResult(answers);
  });
  const inputSchema = inputs({ n: 'integer', text: 'string?' });
  server.tool({ name: 'ask_rounds', inputSchema }, (input, call) => {
    let answers: Fields = {};
    for (let round = 1; round <= numberFrom(input.n, 1); round += 1) {
      answers = call.ask({ [`round_${round}`]: elicitation(input.text ?? `Round ${round}`) });
    }
    return jsonResult(answers);
  });
  server.tool({ name: 'ask_state_only' }, (_input, call) => {
    if (call.state === undefined) throw call.inputRequired(undefined, { seen: true });
    return jsonResult(call.state);
  });
}

function addAskingPrompt(server: ModernServer): void {
  server.items.prompts.push({ name: 'ask', arguments: [{ name: 'message' }] });
  server.items.resources.push({ uri: 'modern://ask', name: 'ask' });
}

/** What prompts/get `ask` and resources/read `modern://ask` ask. */
export function askInPassing(call: ModernCall, message?: unknown): unknown {
  return call.ask({ question: elicitation(message) }).question;
}
