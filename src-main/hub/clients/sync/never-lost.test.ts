import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSyncFixture, type SyncFixture } from './testing/sync-fixture.ts';

/** What may happen to a client's file, in any order. */
type Step =
  | { by: 'sync'; profile: string }
  | { by: 'person'; add: string }
  | { by: 'undo' | 'remove' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ by: fc.constant('sync' as const), profile: fc.constantFrom('a', 'b') }),
  fc.record({ by: fc.constant('person' as const), add: fc.constantFrom('x', 'y', 'z') }),
  fc.record({ by: fc.constantFrom('undo' as const, 'remove' as const) }),
);

const files = [
  ['cursor', '.cursor/mcp.json', '{\n  "mcpServers": {\n    "own": { "command": "a" }\n  }\n}\n'],
  ['cursor', '.cursor/mcp.json', '{}'],
  ['cursor', '.cursor/mcp.json', '{\r\n\t"theme": "dark"\r\n}'],
  ['codex', '.codex/config.toml', 'model = "x" # mine\n\n[mcp_servers.own]\ncommand = "a"\n'],
] as const;

test('whatever happens in whatever order, nothing that is not Loom’s is ever lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(step, { maxLength: 7 }),
      async (file, steps) => {
        using fixture = createSyncFixture();
        const [target, path, before] = file;
        await fixture.write(path, before);
        const added: string[] = [];
        for (const one of steps) {
          if (one.by === 'person') {
            const mark = `${one.add}${added.length}`;
            added.push(mark);
            await fixture.write(path, addByHand(await fixture.read(path), mark));
          } else await act(fixture, target, one);
          const text = await fixture.read(path);
          expect(marksIn(text)).toEqual(added);
          expect(stillHolds(text, before)).toBe(true);
        }
        await fixture.apply({ targets: [target], remove: true });
        const text = await fixture.read(path);
        expect(text).not.toContain('proxy');
        if (added.length === 0) expect(text).toBe(before);
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

async function act(fixture: SyncFixture, target: string, one: Step): Promise<void> {
  const targets = [target];
  if (one.by === 'sync') await fixture.apply({ targets, profile: one.profile });
  if (one.by === 'remove') await fixture.apply({ targets, remove: true });
  if (one.by === 'undo' && fixture.sync.history({}).length > 0) {
    await fixture.undo({ targets }).catch((error) => expect(error.code).toBe('not-found'));
  }
}

/** As a person or a client adds something of their own. */
function addByHand(text: string, mark: string): string {
  if (!text.startsWith('{')) return `mark_${mark} = "${mark}"\n${text}`;
  const rest = text.slice(1);
  return `{ "mark_${mark}": "${mark}"${rest.trim() === '}' ? '' : ','}${rest}`;
}

function marksIn(text: string): string[] {
  return [...text.matchAll(/mark_(\w+)/g)].map(([, mark = '']) => mark).reverse();
}

/** Every word that stood there before Loom came stands there still, in the same order. */
function stillHolds(text: string, before: string): boolean {
  const words = before.match(/[\w#"]+/g) ?? [];
  let at = 0;
  return words.every((word) => {
    at = text.indexOf(word, at);
    return at >= 0;
  });
}
