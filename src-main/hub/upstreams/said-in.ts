import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { mediaType } from './event-stream.ts';

const mostBytes = 16 * 1024;

/** What a server says in the body of a refusal, for people; empty where it is no text for them. */
export function saidIn(response: IncomingMessage, body: Uint8Array): string {
  const { 'content-encoding': encoding = 'identity' } = response.headers;
  // Nobody asked for a compressed one, and some compress all the same.
  if (body.length > mostBytes || encoding.toLowerCase() !== 'identity') return '';
  if (mediaType(response) === 'text/html' || !isUtf8(body)) return '';
  const text = Buffer.from(body).toString('utf8');
  try {
    return messageIn(JSON.parse(text)) ?? text;
  } catch {
    return text;
  }
}

/** `error.message` as in JSON-RPC, or what HTTP frameworks and OAuth write in its place. */
function messageIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const {
    error,
    message,
    error_description: description,
    detail,
  } = value as Record<string, unknown>;
  for (const candidate of [message, description, detail, error]) {
    const found = messageIn(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}
