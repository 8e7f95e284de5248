/** Tools of the modern era that answer `input_required` until they were given what they need. */
import {
  type InputRequest,
  type InputRequiredResult,
  inputRequired,
} from '@modelcontextprotocol/server';
import { type Call, type RunTool, steps } from './call.ts';
import { said } from './content.ts';
import { askFor, confirmation, sample } from './questions.ts';

const roots = inputRequired.listRoots();

export const inputTools: Record<string, RunTool> = {
  test_streaming_elicitation: oneQuestion('user_name', askFor('name', 'What is your name?')),
  test_input_required_result_elicitation: oneQuestion(
    'user_name',
    askFor('name', 'What is your name?'),
  ),
  test_input_required_result_sampling: oneQuestion(
    'capital_question',
    sample('What is the capital of France?', 100),
  ),
  test_input_required_result_list_roots: oneQuestion('client_roots', roots),
  test_input_required_result_request_state: (call) =>
    stepOf(call) === 'confirming' && hasAnswers(call, 'confirm')
      ? said('state-ok')
      : askAt('confirming', { confirm: confirmation('Please confirm') }),
  test_input_required_result_multiple_inputs: (call) =>
    stepOf(call) === 'asked' && hasAnswers(call, 'user_name', 'greeting', 'client_roots')
      ? said('all')
      : askAt('asked', {
          user_name: askFor('name', 'What is your name?'),
          greeting: sample('Generate a greeting', 50),
          client_roots: roots,
        }),
  test_input_required_result_multi_round: (call) => {
    if (stepOf(call) === 'second' && hasAnswers(call, 'step2')) return said('done');
    return stepOf(call) === 'first' && hasAnswers(call, 'step1')
      ? askAt('second', { step2: askFor('color', 'Step 2: which color?') })
      : askAt('first', { step1: askFor('name', 'Step 1: which name?') });
  },
  // A state that was tampered with never comes here: `steps.verify` refuses it.
  test_input_required_result_tampered_state: (call) =>
    stepOf(call) === undefined
      ? askAt('confirming', { confirm: confirmation('Confirm') })
      : said('the state is as it was'),
  test_input_required_result_capabilities: askWhatIsPossible,
};

/** Asks under `key`, and is done once there is an answer. */
function oneQuestion(key: string, question: InputRequest): RunTool {
  return (call) =>
    hasAnswers(call, key)
      ? said(JSON.stringify(call.request.inputResponses?.[key]))
      : inputRequired({ inputRequests: { [key]: question } });
}

function askWhatIsPossible({ capabilities, request }: Call) {
  const { elicitation, sampling, roots: canList } = capabilities;
  const inputRequests = {
    ...(elicitation && { name: askFor('name', 'What is your name?') }),
    ...(sampling && { greeting: sample('Generate a greeting', 10) }),
    ...(canList && { roots }),
  };
  const isAnswered = Object.keys(request.inputResponses ?? {}).length > 0;
  if (isAnswered || Object.keys(inputRequests).length === 0) return said('ok');
  return inputRequired({ inputRequests });
}

/** Whether the client has answered every one of these, in the form of an answer. */
export function hasAnswers({ request }: Call, ...keys: string[]): boolean {
  return keys.every((key) => {
    const given = request.inputResponses?.[key];
    if (typeof given !== 'object' || given === null) return false;
    return 'action' in given || 'content' in given || 'roots' in given;
  });
}

function stepOf({ request }: Call): string | undefined {
  return request.requestState<string>();
}

async function askAt(
  step: string,
  inputRequests: Record<string, InputRequest>,
): Promise<InputRequiredResult> {
  return inputRequired({ inputRequests, requestState: await steps.mint(step) });
}
