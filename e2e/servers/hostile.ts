/**
 * Says whatever a test wants, byte for byte.
 *
 *   node hostile.ts [--file <tools>] [--page-mb <n>] [--instructions <n>]
 *
 * --file          a file with the text of tools, separated by commas; its own come behind them
 * --page-mb       `tools/list` has endless pages, each of one tool that is n MB long
 * --instructions  its instructions are n characters long
 *
 * say {lines?, times?, file?, mark?}
 *                              writes the file, then the lines as often as asked, and answers "said"
 *                              unless a line did: `$ID` is the call's id, `$N` the number of the
 *                              round, `$MB` a megabyte of x; once all was taken it makes the file
 *                              `mark`
 * env {name}                   one of its environment variables
 * ok                           answers; a tool from `--file` answers with its own name
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { numberFrom, numberOption, option, textFrom } from './lib/arguments.ts';
import { jsonResult, NEVER_ANSWER, RawJson, textResult } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';

const file = option('file');
const pageBytes = numberOption('page-mb', 0) * 1024 * 1024;
const server = new RawServer({
  name: 'hostile',
  instructions: 'i'.repeat(numberOption('instructions', 0)),
});
const megabyte = 'x'.repeat(1024 * 1024);
let pages = 0;

server.tool({ name: 'ok' }, () => textResult('ok'));
server.tool({ name: 'env' }, ({ name }) => textResult(process.env[textFrom(name)] ?? ''));
server.tool({ name: 'say' }, ({ lines, times, file: path, mark }, { id }) => {
  if (path) server.write(`${readFileSync(textFrom(path), 'utf8')}\n`);
  const texts = Array.isArray(lines) ? lines.map((line) => textFrom(line)) : [];
  const rounds = numberFrom(times, 1);
  for (let round = 0; round < rounds; round += 1) {
    const text = texts
      .map((line) =>
        line
          .replaceAll('$ID', String(id))
          .replaceAll('$N', String(round))
          .replaceAll('$MB', megabyte),
      )
      .join('\n');
    server.write(`${text}\n`);
  }
  if (mark) writeFileSync(textFrom(mark), '');
  return texts.some((line) => line.includes('$ID')) ? NEVER_ANSWER : textResult('said');
});

server.handle('tools/list', () => {
  pages += 1;
  if (pageBytes > 0) {
    const tool = { name: `page_${pages}`, description: 'x'.repeat(pageBytes), inputSchema: {} };
    return { tools: [tool], nextCursor: String(pages) };
  }
  const own = [...server.tools.values()].map(({ definition }) => JSON.stringify(definition));
  const given = file ? [readFileSync(file, 'utf8').trim()] : [];
  return new RawJson(`{"tools":[${[...given, ...own].join(',')}]}`);
});
server.handle('tools/call', (params, id, line) => {
  const tool = server.tools.get(textFrom(params.name));
  if (!tool) return jsonResult({ called: params.name });
  const progress = () => {};
  const input = (params.arguments ?? {}) as Record<string, unknown>;
  return tool.run(input, { id, line, params, progress });
});
server.start();
