import { LoomError } from '../src-shared/errors.ts';
import type { Context } from './context.ts';
import { hubStarting } from './hub-starting.ts';

/** The command whose place never changes; each start of a hub writes it, so that one is started. */
export async function stableProgram(context: Context): Promise<string> {
  const { endpoint } = await (await hubStarting(context)).hub.state();
  const [program] = endpoint.proxy ?? [];
  if (program) return program;
  throw new LoomError('not-found', 'The hub does not say how it is started.', {
    remedy: '`loom doctor` looks for the reason.',
  });
}
