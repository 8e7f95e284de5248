import type { Verification } from '../../../src-shared/domain/client.ts';
import type { Context } from '../../context.ts';
import { hubStarting } from '../../hub-starting.ts';
import { plainText, type Style } from '../../output/style.ts';
import { countOf } from '../../output/units.ts';
import type { SyncOptions } from './sync.ts';
import { whereOf } from './where.ts';

/** Runs what the clients will run, exactly as it stands in their files. */
export async function runVerify(
  context: Context,
  clients: readonly string[],
  { project }: SyncOptions,
): Promise<void> {
  const hub = await hubStarting(context);
  const results = await hub.clients.verify(whereOf(context, clients, project));
  if (results.some(({ ok }) => !ok)) context.exitCode = 1;
  context.print(results, () =>
    results.length > 0
      ? results.map((result) => describe(result, context.style)).join('\n')
      : 'No client was synced yet: `loom sync`.',
  );
}

function describe(result: Verification, style: Style): string {
  const { label, ok, tried, tools, handshakeMs, error, remedy } = result;
  if (ok) {
    const found = `${countOf(tools ?? 0, 'tool')}, answers in ${Math.round(handshakeMs ?? 0)} ms`;
    return `${style('green', '✓')} ${style('bold', label)}  ${found}\n  ${style('dim', plainText(tried))}`;
  }
  return [
    `${style('red', '✗')} ${style('bold', label)}  ${plainText(error ?? 'does not work')}`,
    `  ${style('dim', plainText(tried))}`,
    ...(remedy ? [`  ${style('cyan', '→')} ${plainText(remedy)}`] : []),
  ].join('\n');
}
