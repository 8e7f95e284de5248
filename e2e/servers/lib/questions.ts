/** What the twins ask their clients: as requests in the legacy era, as input requests in the modern. */
import { textFrom } from './arguments.ts';
import { inputs } from './raw-messages.ts';
import type { Fields } from './raw-server.ts';

export type Question = { method: string; params: Fields };

export const roots: Question = { method: 'roots/list', params: {} };

export function elicitation(message: unknown): Question {
  return {
    method: 'elicitation/create',
    params: {
      mode: 'form',
      message: textFrom(message, 'What is your name?'),
      requestedSchema: inputs({ name: 'string', age: 'integer?' }),
      'x-params': { kept: true },
    },
  };
}

export function urlElicitation(url: unknown, message: unknown): Question {
  return {
    method: 'elicitation/create',
    params: {
      mode: 'url',
      url: textFrom(url, 'https://example.com/authorize?state=1'),
      message: textFrom(message, 'Please authorize'),
    },
  };
}

export function sampling(text: unknown): Question {
  return {
    method: 'sampling/createMessage',
    params: {
      messages: [{ role: 'user', content: { type: 'text', text: textFrom(text, 'Say hello') } }],
      maxTokens: 100,
      'x-params': { kept: true },
    },
  };
}
