import { describe, expect, test } from 'vitest';
import type { Era, EraVerdict } from '../../src-shared/domain/era.ts';
import { SurfaceKeys } from './surface-keys.ts';
import type { Instance } from './upstreams/instance.ts';
import { supervise, TestMemory } from './upstreams/testing/supervise.ts';

const spec = { transport: 'http', url: 'http://127.0.0.1:9/mcp' };

function serverOf(verdict: EraVerdict) {
  return supervise(spec, TestMemory.with(spec, verdict)).supervisor.server('srv');
}

const audience = (era: Era, clientKind = 'kind') => ({ project: undefined, clientKind, era });

describe('the keys of surfaces', () => {
  test('are of an era only where the server speaks both', () => {
    const keys = new SurfaceKeys();
    for (const verdict of ['legacy', 'modern', 'dual'] as const) {
      const server = serverOf(verdict);
      const definition = keys.ofDefinition(server.spec);
      const perClient = [`${definition}:kind`, definition];
      const [forLegacy, forModern] = {
        legacy: [perClient, perClient],
        modern: [[definition], [definition]],
        dual: [perClient, [`${definition}:modern`]],
      }[verdict];
      expect(keys.forAudience(server, audience('legacy'))).toEqual(forLegacy);
      expect(keys.forAudience(server, audience('modern'))).toEqual(forModern);
    }
  });

  test('name for people whichever surface of a server there is', () => {
    const keys = new SurfaceKeys();
    const server = serverOf('dual');
    const definition = keys.ofDefinition(server.spec);
    expect(keys.forPeople(server, [])).toEqual(
      expect.arrayContaining([definition, `${definition}:modern`]),
    );
  });

  test('tell the project of an instance from its key, in either era', () => {
    const keys = new SurfaceKeys();
    const server = serverOf('modern');
    const perProject = { ...server.spec, url: 'http://127.0.0.1:9/${project}' };
    for (const key of ['project:/x', 'modern:project:/x']) {
      const instance = { key, spec: perProject } as Instance;
      expect(keys.forInstance(instance, undefined, undefined)).toEqual([
        keys.ofDefinition(perProject, '/x'),
      ]);
    }
    const elsewhere = { key: 'modern:shared', spec: perProject } as Instance;
    expect(keys.forInstance(elsewhere, undefined, undefined)).toEqual([
      keys.ofDefinition(perProject),
    ]);
  });
});
