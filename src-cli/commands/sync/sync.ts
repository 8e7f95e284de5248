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
import { describePreview, describeRefusals, describeWritten } from './describe-change.ts';
import { isAgreed } from './is-agreed.ts';
import { whereOf } from './where.ts';

export interface SyncOptions {
  profile?: string;
  project?: string;
  via?: Via;
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
    if (options.regen && !options.dryRun) await regenerate(context, hub, request);
    return;
  }
  context.note(describePreview(preview, context));
  const question = `Write ${countOf(due.length, 'file')}?`;
  if (!(await isAgreed(context, question, options.yes))) {
    context.note('Nothing was written.');
    context.exitCode = 1;
    return;
  }
  if (options.regen) await regenerate(context, hub, request);
  const result = await hub.clients.apply({ request, seen: due });
  report(context, preview, result);
}

export function requestOf(
  context: Context,
  clients: readonly string[],
  { profile, project, via, direct, replace, remove }: SyncOptions,
): SyncRequest {
  return {
    ...whereOf(context, clients, project),
    ...(profile !== undefined && { profile }),
    ...(via && { via }),
    mode: direct ? 'direct' : 'loom',
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

function report(context: Context, preview: SyncPreview, result: SyncResult): void {
  if (result.refused.length > 0) context.exitCode = 1;
  // What the preview refused was shown already.
  const refused = [...preview.refused, ...result.refused];
  context.print({ ...result, refused }, () =>
    [describeWritten(result.written, context), describeRefusals(result.refused, context)]
      .filter(Boolean)
      .join('\n\n'),
  );
}
