import { inputRequired } from '@modelcontextprotocol/server';
import type { GetPrompt } from './call.ts';
import { embedded, fromUser, image, text } from './content.ts';
import { hasAnswers } from './input-tools.ts';
import { askFor } from './questions.ts';

/** Each prompt with the names of its arguments, all of them required. */
export const prompts: Record<string, { takes: readonly string[]; get: GetPrompt }> = {
  test_simple_prompt: {
    takes: [],
    get: () => fromUser(text('a prompt without arguments')),
  },
  test_prompt_with_arguments: {
    takes: ['arg1', 'arg2'],
    get: ({ input }) => fromUser(text(`first=${input.arg1} second=${input.arg2}`)),
  },
  test_prompt_with_embedded_resource: {
    takes: ['resourceUri'],
    get: ({ input }) =>
      fromUser(
        embedded(String(input.resourceUri), 'text/plain', 'embedded body'),
        text('use the resource'),
      ),
  },
  test_prompt_with_image: {
    takes: [],
    get: () => fromUser(image, text('look at the image')),
  },
  test_input_required_result_prompt: {
    takes: [],
    get: (call) =>
      hasAnswers(call, 'user_context')
        ? fromUser(text('ok'))
        : inputRequired({ inputRequests: { user_context: askFor('context', 'Which context?') } }),
  },
};
