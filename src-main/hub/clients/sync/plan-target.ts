import { stat } from 'node:fs/promises';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { FoundTarget } from '../find-targets.ts';
import { openParsed } from './open-file.ts';
import type { PlanContext, PlannedChange } from './planned-change.ts';
import { targetKey } from './synced-target.ts';
import { TargetDraft } from './target-draft.ts';

/**
 * What a request would do to one target. Writes nothing.
 *
 * @throws LoomError where the file stays as it is: unreadable, not parsable, an entry of that name
 * that is not Loom's, and the like.
 */
export async function planTarget(found: FoundTarget, context: PlanContext): Promise<PlannedChange> {
  const { target, readOnly, client } = found;
  if (readOnly !== undefined) {
    const remedy = client.byHand ?? 'Put the entry there yourself: `loom generate configs` has it.';
    throw new LoomError('file-unwritable', readOnly, { place: { file: target.path }, remedy });
  }
  if (target.scope === 'user') await checkHome(context.machine.home);
  const key = targetKey(target.id, target.path, target.root);
  const record = context.parts.store.target(key);
  const file = await openParsed(target, context.planned);
  const draft = new TargetDraft(found, context, { key, record, file });
  if (context.request.remove) await draft.removeAll();
  else await draft.putAll();
  return draft.finish();
}

/** In a home that nobody has, a made-up one would come to be. */
async function checkHome(home: string): Promise<void> {
  const isThere = await stat(home).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isThere) return;
  throw new LoomError('file-unwritable', `the home folder ${home} does not exist`);
}
