/** The content that tools, prompts and resources answer with. */
import type { ContentBlock, GetPromptResult } from '@modelcontextprotocol/server';

/** No real picture and no real sound: nobody decodes them. */
export const png = Buffer.from('stand-in for the bytes of a picture').toString('base64');
const wav = Buffer.from('stand-in for the bytes of a sound').toString('base64');

export const image = { type: 'image', data: png, mimeType: 'image/png' } as const;
export const audio = { type: 'audio', data: wav, mimeType: 'audio/wav' } as const;

export function text(value: string): ContentBlock & { type: 'text' } {
  return { type: 'text', text: value };
}

export function embedded(uri: string, mimeType: string, body: string): ContentBlock {
  return { type: 'resource', resource: { uri, mimeType, text: body } };
}

export function answer(...content: ContentBlock[]): { content: ContentBlock[] } {
  return { content };
}

export function said(value: string): { content: ContentBlock[] } {
  return answer(text(value));
}

export function fromUser(...content: ContentBlock[]): GetPromptResult {
  return { messages: content.map((block) => ({ role: 'user', content: block })) };
}
