/** Tools of the legacy era that ask the client for something in the middle of a call. */
import type { Call, RunTool } from './call.ts';
import { said } from './content.ts';
import { defaults, enumerations, form, prompt } from './questions.ts';

type Form = ReturnType<typeof form>;

const string = { type: 'string' } as const;

export const askingTools: Record<string, RunTool> = {
  test_sampling: async ({ input, request }) => {
    const question = prompt(String(input.prompt), 100);
    const { content } = await request.requestSampling(question, onStreamOf(request));
    return said(`the model said ${JSON.stringify(content)}`);
  },
  test_elicitation: elicit(({ input }) =>
    form(String(input.message), { username: string, email: string }, ['username', 'email']),
  ),
  test_elicitation_sep1034_defaults: elicit(() => form('Review the defaults', defaults)),
  test_elicitation_sep1330_enums: elicit(() => form('Pick', enumerations)),
};

function elicit(formOf: (call: Call) => Form): RunTool {
  return async (call) => {
    const { action, content } = await call.request.elicitInput(
      formOf(call),
      onStreamOf(call.request),
    );
    return said(`action=${action}, content=${JSON.stringify(content ?? {})}`);
  };
}

/** Without it, the SDK asks on the session's own stream, where it is lost if none is open yet. */
function onStreamOf(request: Call['request']): { relatedRequestId: Call['request']['id'] } {
  return { relatedRequestId: request.id };
}
