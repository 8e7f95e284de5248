/** Servers of each era behind one hub: how it finds out, remembers and shows what they speak. */
import { describe, expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import {
  type RemoteServer,
  serverEntry,
  startConformanceServer,
  startHttpServer,
  startModernHttpServer,
} from '../../harness/servers.ts';

const remote = ({ url }: RemoteServer, more: object = {}) => ({ transport: 'http', url, ...more });

/** The methods that a modern server was asked. */
async function askedOf(server: RemoteServer): Promise<unknown[]> {
  const { requests } = (await server.admin('state')) as { requests: { method: unknown }[] };
  return requests.map(({ method }) => method);
}

describe('servers of each era', () => {
  test('are found out, listed and shown', async () => {
    await using modern = await startModernHttpServer();
    await using legacy = await startHttpServer();
    await using dual = await startConformanceServer();
    await using hub = await startHub({
      servers: {
        'stdio-legacy': serverEntry('echo'),
        'stdio-modern': serverEntry('modern'),
        'http-legacy': remote(legacy),
        'http-modern': remote(modern),
        'http-dual': remote(dual),
      },
    });
    const eras: Record<string, unknown> = {};
    for (const { id, era } of (await hub.api.hub.state()).servers) {
      if (id.startsWith('http')) expect(era).toBeUndefined();
      await hub.api.servers.start({ id });
      const { view, tools } = await hub.api.servers.get({ id });
      expect(tools.length).toBeGreaterThan(0);
      eras[id] = view.era;
    }
    expect(eras).toEqual({
      'stdio-legacy': 'legacy',
      'stdio-modern': 'modern',
      'http-legacy': 'legacy',
      'http-modern': 'modern',
      'http-dual': 'dual',
    });
    const state = await hub.waitForState(({ servers }) =>
      servers.some(({ id, instances }) => id === 'http-dual' && instances.length === 2),
    );
    const instances = state.servers.find(({ id }) => id === 'http-dual')?.instances;
    expect(instances?.map(({ key }) => key)).toEqual(['probe', 'modern:shared']);
  });

  test('are remembered by the next hub', async () => {
    await using modern = await startModernHttpServer();
    await using hub = await startHub({ servers: { srv: remote(modern) } });
    await hub.api.servers.start({ id: 'srv' });
    // One question finds out, one more whether there is a legacy side, and one begins.
    const questions = ['server/discover', 'initialize'];
    const first = await askedOf(modern);
    expect(first.filter((method) => questions.includes(String(method)))).toEqual([
      'server/discover',
      'initialize',
      'server/discover',
    ]);
    await hub.stop();
    await using next = await startHub({ home: hub.home });
    expect((await next.api.servers.get({ id: 'srv' })).view.era).toBe('modern');
    await next.api.servers.start({ id: 'srv' });
    const then = (await askedOf(modern)).slice(first.length);
    expect(then.filter((method) => questions.includes(String(method)))).toEqual([
      'server/discover',
    ]);
  });

  test('that are held to another era say which revisions they support', async () => {
    await using hub = await startHub({
      servers: { srv: serverEntry('modern', [], { era: 'legacy' }) },
    });
    await expect(hub.api.servers.start({ id: 'srv' })).rejects.toThrow(
      'server "srv" could not start: it supports MCP 2026-07-28 only',
    );
  });

  test('that lists tools which HTTP cannot carry: these are left out, and that is told', async () => {
    await using modern = await startModernHttpServer(['--bad-header-tool']);
    await using hub = await startHub({ servers: { srv: remote(modern) } });
    await hub.api.servers.start({ id: 'srv' });
    const { view, tools } = await hub.api.servers.get({ id: 'srv' });
    expect(tools.map(({ upstreamName }) => upstreamName)).not.toContain('bad_header');
    expect(view.warning?.text).toMatch(/lists the tool "bad_header" with a bad x-mcp-header/);
  });
});
