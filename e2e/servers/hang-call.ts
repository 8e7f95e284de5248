/**
 * One tool never answers, the others do: a hanging call must not take the server down.
 *
 *   node hang-call.ts
 *
 * Tools: hang (never answers, ignores cancellation), ok.
 */
import { NEVER_ANSWER, textResult } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';

const server = new RawServer({ name: 'hang-call' });
server.tool({ name: 'hang' }, () => NEVER_ANSWER);
server.tool({ name: 'ok' }, () => textResult(`ok from ${process.pid}`));
server.start();
