import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pickClientVariables } from '../../../src-shared/domain/client-variables.ts';
import type { ImportRequest } from '../../../src-shared/domain/import.ts';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import { quoteCommand } from '../../../src-shared/quote-command.ts';
import type { CliIo } from '../../io.ts';

/** Far more than any file of settings that holds servers. */
const largestMegabytes = 256;

/**
 * What the words of `loom import` mean: clients, a file, `-` for stdin, an install link, or a command
 * line such as `claude mcp add …`, quoted as one word or not.
 */
export async function importRequest(
  words: readonly string[],
  io: Pick<CliIo, 'cwd' | 'env' | 'stdin'>,
  project: string | undefined,
): Promise<ImportRequest> {
  const request: ImportRequest = {
    env: pickClientVariables(io.env),
    ...(project !== undefined && { project: resolve(io.cwd, project) }),
  };
  if (/^(mcp|--add-mcp)$/.test(words[1] ?? '')) {
    return { ...request, text: quoteCommand(words), textName: 'the command line' };
  }
  const targets: string[] = [];
  for (const word of words) {
    const given = await textOf(word, io);
    if (!given) targets.push(word);
    else if (request.text !== undefined) throw several();
    else Object.assign(request, given);
  }
  return { ...request, ...(targets.length > 0 && { targets }) };
}

type Given = Required<Pick<ImportRequest, 'text' | 'textName'>>;

async function textOf(
  word: string,
  { cwd, stdin }: Pick<CliIo, 'cwd' | 'stdin'>,
): Promise<Given | undefined> {
  if (word === '-') return { text: await readAll(stdin), textName: 'stdin' };
  if (/^[a-z][\w+.-]*:\/\/|^vs[\w+-]*:/i.test(word) && !isClientsPath(word)) {
    return { text: word, textName: 'the link' };
  }
  if (/[\s{]/.test(word)) return { text: word, textName: 'the text' };
  const file = resolve(cwd, word);
  const isNamedLikeFile = !isClientsPath(word) && /[\\/]|\.(jsonc?|json5|toml|ya?ml)$/i.test(word);
  if (!isNamedLikeFile && !(await isFile(file))) return undefined;
  return { text: await readText(file), textName: file };
}

/** `claude-code:~/work/.claude.json`: what a client is called whose file was moved. */
function isClientsPath(word: string): boolean {
  return /^[a-z\d-]+:(?!\/\/)[^:]*$/i.test(word) && !/^vs[\w+-]*:mcp/i.test(word);
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > largestMegabytes * 1024 * 1024) {
      throw new Error(`it is larger than ${largestMegabytes} MB`);
    }
    return decode(await readFile(file));
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isMissing ? 'there is no such file' : messageOf(cause);
    const text = `${file} cannot be read: ${why}`;
    throw new LoomError('file-unreadable', text, { place: { file }, ...(!isMissing && { cause }) });
  }
}

async function readAll(stdin: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return decode(Buffer.concat(chunks));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new LoomError('usage', 'It is not UTF-8 text.', {
      remedy: 'Save it as UTF-8 first; PowerShell 5 writes UTF-16 with `>`.',
    });
  }
}

function several(): LoomError {
  return new LoomError('usage', 'Only one file or text can be imported at once.', {
    remedy: 'Run it once for each.',
  });
}
