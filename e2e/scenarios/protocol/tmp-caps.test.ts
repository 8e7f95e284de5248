import { expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { connectProxy } from '../../harness/raw-client.ts';
import { jsonOf } from '../../harness/rpc-session.ts';
import { listChanges, listed, settled } from './carriers.ts';
import { npmServer } from './npm-servers.ts';

test('caps', async () => {
  await using hub = await startHub({ servers: { every: npmServer('everything') } });
  await using a = await connectProxy(hub, {
    capabilities: { sampling: {}, elicitation: {}, roots: {} },
  });
  a.onRequest('roots/list', () => ({ roots: [] }));
  const before = await listed(a, 'tools');
  await settled(a, 500);
  console.log(
    before.length,
    before.filter((n) => /sampl|elicit|roots/.test(n)),
    listChanges(a),
  );
  await using b = await connectProxy(hub, { capabilities: {} });
  console.log('b', (await listed(b, 'tools')).length);
  await b.callTool('every__echo', { message: 'x' });
  await settled(a, 1000);
  console.log(
    'a again',
    (await listed(a, 'tools')).length,
    listChanges(a),
    (await listed(b, 'tools')).length,
  );
  console.log(JSON.stringify((await hub.api.hub.state()).servers[0]?.instances));
});
