/** What the hub wrote into clients' files is among its recent changes. */
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ownText, syncedCursor } from './synced-cursor.ts';

test('connecting, healing and taking back are told, each with its file', async () => {
  await using cursor = await syncedCursor();
  const { hub, file } = cursor;
  const events = async () =>
    (await hub.api.hub.recent())
      .filter(({ event }) => event.startsWith('entry-'))
      .map(({ event, about, detail }) => [event, about, detail]);
  expect(await events()).toEqual([['entry-written', 'Cursor', file]]);

  await hub.api.clients.setHeal({ target: 'cursor', heal: 'auto' });
  writeFileSync(file, ownText);
  await expect.poll(events).toContainEqual(['entry-put-back', 'Cursor', file]);

  const request = { targets: ['cursor'] };
  const { changes: seen } = await hub.api.clients.previewUndo(request);
  await hub.api.clients.undo({ request, seen });
  expect((await events())[0]).toEqual(['entry-taken-back', 'Cursor', file]);
});
