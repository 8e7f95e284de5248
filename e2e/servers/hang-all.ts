/**
 * Hangs altogether, once asked to: its thread blocks, so it neither answers nor reads nor notices
 * that stdin closed. Only a signal ends it then.
 *
 *   node hang-all.ts
 *
 * Tools: freeze {ms?} (for ever without ms; never answers before), ok.
 */
import { inputs, textResult } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';
import { sleepBlocking } from './lib/write-all.ts';

const server = new RawServer({ name: 'hang-all' });
server.tool({ name: 'freeze', inputSchema: inputs({ ms: 'number?' }) }, ({ ms }) => {
  sleepBlocking(typeof ms === 'number' ? ms : undefined);
  return textResult('thawed');
});
server.tool({ name: 'ok' }, () => textResult(`ok from ${process.pid}`));
server.start();
