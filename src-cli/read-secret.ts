import { longestSecret } from '../src-shared/domain/secret.ts';
import { LoomError } from '../src-shared/errors.ts';
import { askHidden } from './ask-hidden.ts';
import type { CliIo } from './io.ts';

/**
 * A secret from whoever runs the command: typed unseen at a terminal, else all of stdin without its
 * last line break. Never an argument: those are visible to other programs and kept by shells.
 * Undefined where whoever was asked gave up (Ctrl-C).
 *
 * @throws LoomError `usage` where nothing was given, or what is no text.
 */
export async function readSecret(
  io: Pick<CliIo, 'stdin' | 'stderr'>,
  question: string,
): Promise<string | undefined> {
  const secret = io.stdin.isTTY ? await askHidden(io, question) : await readAll(io.stdin);
  if (secret !== '') return secret;
  throw new LoomError('usage', 'It is empty.', {
    remedy: 'Run it again and paste the value, or pipe it in.',
  });
}

async function readAll(stdin: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    // The last line break does not count.
    if (length > longestSecret + 2) throw tooLarge();
    chunks.push(bytes);
  }
  return decode(Buffer.concat(chunks)).replace(/\r?\n$/, '');
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new LoomError('usage', 'What came on stdin is not UTF-8 text.', {
      remedy: 'Encode it as base64 first, if the server can take that.',
    });
  }
}

function tooLarge(): LoomError {
  const text = `It is longer than the ${longestSecret} bytes that a secret may have.`;
  return new LoomError('secret-too-large', text);
}
