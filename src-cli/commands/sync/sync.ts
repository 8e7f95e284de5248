import type {
  SyncPreview,
  SyncRequest,
  SyncResult,
  Via,
} from '../../../src-shared/domain/client.ts';
import type { Context } from '../../context.ts';
import type { HubClient } from '../../hub-client.ts';
import { hubStarting } from '../../hub-starting.ts';
import { countOf } from '../../output/units.ts';
import {
  adviseAfterSync,
  describePreview,
  describeRefusals,
  describeWritten,
} from './describe-change.ts';
import { isAgreed } from './is-agreed.ts';
import { whereOf } from './where.ts';

export interface SyncOptions {
  profile?: string;
  project?: string;
  via?: Via;
  loomMode?: boolean;
  direct?: boolean;
  replace?: boolean;
  remove?: boolean;
  regen?: boolean;
  dryRun?: boolean;
  yes?: boolean;
}

/** Shows what would change, asks, writes. Whatever changed after it was shown is left alone. */
export async function runSync(
  context: Context,
  clients: readonly string[],
  options: SyncOptions,
): Promise<void> {
  const hub = await hubStarting(context);
  const request = requestOf(context, clients, options);
  const preview = await hub.clients.preview(request);
  const due = preview.changes.filter(({ action }) => action !== 'none');
  if (preview.refused.length > 0) context.exitCode = 1;
  if (options.dryRun || due.length === 0) {
    context.print(preview, () => describePreview(preview, context));
    if (options.dryRun) return;
    if (options.regen) await regenerate(context, hub, request);
    // Writes nothing; what is as it should be is watched from now on.
    if (preview.changes.length > 0) await hub.clients.apply({ request, seen: preview.changes });
    return;
  }
  context.note(describePreview(preview, context));
  if (options.project !== undefined && !options.remove) context.note(ownPathNote);
  const question = `Write ${countOf(due.length, 'file')}?`;
  if (!(await isAgreed(context, question, options.yes))) {
    context.note('Nothing was written.');
    context.exitCode = 1;
    return;
  }
  if (options.regen) await regenerate(context, hub, request);
  const result = await hub.clients.apply({ request, seen: preview.changes });
  report(context, { preview, result, isRemoved: options.remove === true });
}

/** A project's files are often shared. */
const ownPathNote =
  "Note: the entry holds the path of this machine's Loom; think of that before you commit the file.";

export function requestOf(
  context: Context,
  clients: readonly string[],
  { profile, project, via, loomMode, direct, replace, remove }: SyncOptions,
): SyncRequest {
  return {
    ...whereOf(context, clients, project),
    ...(profile !== undefined && { profile }),
    ...(via && { via }),
    // Else as it was synced last: who tries or repairs an entry wants no other one.
    ...((loomMode || direct) && { mode: direct ? 'direct' : 'loom' }),
    ...(replace && { replace }),
    ...(remove && { remove }),
  };
}

async function regenerate(context: Context, hub: HubClient, request: SyncRequest): Promise<void> {
  const { targets, profile, via, mode, env } = request;
  const made = await hub.clients.generate({ targets, profile, via, mode, env });
  if (made.refused.length > 0) context.exitCode = 1;
  context.note(`Generated ${countOf(made.files.length, 'file')} in ${made.folder}.`);
  if (made.refused.length > 0) context.note(describeRefusals(made.refused, context));
}

interface Report {
  preview: SyncPreview;
  result: SyncResult;
  isRemoved: boolean;
}

function report(context: Context, { preview, result, isRemoved }: Report): void {
  if (result.refused.length > 0) context.exitCode = 1;
  // What the preview refused was shown already.
  const refused = [...preview.refused, ...result.refused];
  context.print({ ...result, refused }, () =>
    [
      describeWritten(result.written, preview, context),
      adviseAfterSync(result.written, isRemoved),
      describeRefusals(result.refused, context),
    ]
      .filter(Boolean)
      .join('\n'),
  );
}
