import type { PresetParameter, SlotProblem } from '../../../src-shared/domain/preset.ts';
import type { Messages } from '../../messages/messages.ts';
import type { Shown } from './use-fill.ts';

interface SlotContext {
  parameters: readonly PresetParameter[];
  /** What the server is to be called. */
  id: string;
  secrets: Shown['secrets'];
  words: Messages['presets']['form'];
}

/** What is wrong with a slot, in the reader's language where it is one of the usual mistakes. */
export function problemText(problem: SlotProblem, context: SlotContext): string {
  const { wrong } = context.words;
  const parameter = context.parameters.find(({ name }) => name === problem.parameter);
  const { min, max, choices = [], patternHint } = parameter ?? {};
  switch (problem.kind) {
    case 'needed':
    case 'number':
    case 'url':
    case 'path':
      return wrong[problem.kind];
    case 'range':
      return wrong.range(min, max);
    case 'choice':
      return wrong.choice(choices.join(', '));
    case 'pattern':
      return patternHint ?? problem.text;
    case 'no-secret': {
      const secret = context.secrets.find((one) => one.parameter === problem.parameter);
      return secret ? wrong.noSecret(secret.name) : problem.text;
    }
    case 'taken':
      return wrong.taken(context.id);
    default:
      return problem.text;
  }
}
