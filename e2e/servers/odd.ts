/**
 * The fidelity server: everything it sends is an exact text (lib/odd-texts.ts) that a test can
 * compare byte for byte: unknown fields at every depth, unknown content types, 64-bit integers,
 * 1e400, -0, 1.0, escaped and raw characters. So are its initialize, resources, templates, prompts.
 *
 *   node odd.ts
 *
 * odd_numbers, odd_fields, odd_content, odd_unicode, odd_keys, odd_spacing
 *                    results with the text of that name in ODD_RESULTS
 * odd_error          an error
 * odd_notification   a log message, then "ok"
 * odd_request        a sampling request; answers the line that the client answered
 * request_text {…}   answers the call's own line exactly as it was received
 */
import {
  ODD_CAPABILITIES,
  ODD_ERROR,
  ODD_GET_PROMPT,
  ODD_INSTRUCTIONS,
  ODD_NOTIFICATION,
  ODD_PROMPT,
  ODD_READ,
  ODD_REQUEST,
  ODD_RESOURCE,
  ODD_RESULTS,
  ODD_SERVER_INFO,
  ODD_TEMPLATE,
  oddTool,
} from './lib/odd-texts.ts';
import { NEVER_ANSWER, RawJson, textResult } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';

const server = new RawServer({ name: 'odd' });

for (const [name, text] of Object.entries(ODD_RESULTS)) {
  server.tool({ name }, () => new RawJson(text));
}
server.tool({ name: 'odd_error' }, (_input, { id }) => {
  server.write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"error":${ODD_ERROR}}\n`);
  return NEVER_ANSWER;
});
server.tool({ name: 'odd_notification' }, () => {
  server.write(`{"jsonrpc":"2.0","method":"notifications/message","params":${ODD_NOTIFICATION}}\n`);
  return textResult('ok');
});
server.tool({ name: 'odd_request' }, async () => {
  const { received } = server.request('sampling/createMessage', new RawJson(ODD_REQUEST));
  return textResult((await received).line);
});
server.tool({ name: 'request_text' }, (_input, { line }) => textResult(line));

server.handle('initialize', ({ protocolVersion, ...client }) => {
  server.client = { protocolVersion, ...client };
  return new RawJson(
    `{"protocolVersion":${JSON.stringify(protocolVersion)},"capabilities":${ODD_CAPABILITIES},` +
      `"serverInfo":${ODD_SERVER_INFO},"instructions":${ODD_INSTRUCTIONS},"x-initialize":1.0}`,
  );
});
server.handle('tools/list', () => {
  const tools = [...server.tools.keys()].map(oddTool).join(',');
  return new RawJson(`{"tools":[${tools}],"x-list":1.0}`);
});
server.handle('resources/list', () => new RawJson(`{"resources":[${ODD_RESOURCE}]}`));
server.handle(
  'resources/templates/list',
  () => new RawJson(`{"resourceTemplates":[${ODD_TEMPLATE}]}`),
);
server.handle('resources/read', () => new RawJson(ODD_READ));
server.handle('prompts/list', () => new RawJson(`{"prompts":[${ODD_PROMPT}]}`));
server.handle('prompts/get', () => new RawJson(ODD_GET_PROMPT));
server.handle('logging/setLevel', () => ({}));
server.start();
