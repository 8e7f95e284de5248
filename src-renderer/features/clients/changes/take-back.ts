import type { SyncPreview, SyncResult } from '../../../../src-shared/domain/client.ts';
import type { HubClient } from '../../../state/carrier.ts';

/** Of a result, what an undo has to know. */
export type WrittenFile = Pick<SyncResult['written'][number], 'target' | 'journal'>;

/** What a preview would really write. */
export function dueOf({ changes }: SyncPreview): SyncPreview['changes'] {
  return changes.filter(({ action }) => action !== 'none');
}

/** Takes back exactly these writes, the last one first. Throws what the hub refused. */
export async function takeBack(
  hub: HubClient,
  written: readonly WrittenFile[],
): Promise<SyncResult['written']> {
  const done: SyncResult['written'] = [];
  for (const { target, journal } of written.toReversed()) {
    const request = { targets: [target], to: journal };
    const preview = await hub.clients.previewUndo(request);
    throwRefused(preview.refused);
    const result = await hub.clients.undo({ request, seen: dueOf(preview) });
    throwRefused(result.refused);
    done.push(...result.written);
  }
  return done;
}

/** Takes Loom's entries out of files. What of them was refused is thrown, after all else is done. */
export async function takeOut(
  hub: HubClient,
  targets: readonly { id: string; project?: string | undefined }[],
): Promise<SyncResult['written']> {
  const written: SyncResult['written'] = [];
  const refused: SyncResult['refused'] = [];
  for (const { id, project } of targets) {
    const request = { targets: [id], remove: true, ...(project !== undefined && { project }) };
    const preview = await hub.clients.preview(request);
    // A client's id names all of its files.
    const seen = dueOf(preview).filter(({ target }) => target === id);
    refused.push(...preview.refused.filter(({ target }) => target === id));
    if (seen.length === 0) continue;
    const result = await hub.clients.apply({ request, seen });
    written.push(...result.written);
    refused.push(...result.refused);
  }
  if (written.length === 0) throwRefused(refused);
  return written;
}

/** A refusal as `showFailure` shows it. */
function throwRefused([first]: SyncResult['refused']): void {
  if (!first) return;
  const { label, reason, code, remedy, remedyId } = first;
  throw Object.assign(new Error(`${label}: ${reason}`), { data: { code, remedy, remedyId } });
}
