import type { Command } from 'commander';
import type { Adoption } from '../../../src-shared/domain/secret-finding.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import type { AdoptOptions } from '../../../src-shared/headless.ts';
import { confirm } from '../../confirm.ts';
import type { Context } from '../../context.ts';
import { describeFinding } from '../../describe-findings.ts';
import { fromHub, type HubClient } from '../../hub-client.ts';
import { hubStarting } from '../../hub-starting.ts';
import { plainText } from '../../output/style.ts';
import { countOf } from '../../output/units.ts';
import { createSecretKeeper, noKeeper } from '../../secret-keeper.ts';

interface Options {
  dryRun?: boolean;
  yes?: boolean;
}

export function addAdopt(secret: Command, context: Context): void {
  secret
    .command('adopt')
    .description('move secrets from registry.yaml into the vault and leave references')
    .argument('[fields...]', 'SERVER, SERVER.FIELD or SERVER.FIELD=NAME; without them all')
    .option('--dry-run', 'only show what would be done')
    .option('-y, --yes', 'do not ask')
    .action(async (wanted: string[], options: Options) => {
      const target = await openTarget(context, options);
      const { planAdoption, adoptSecrets } = await context.io.loadHeadless();
      const planned = await planAdoption({ ...target.options, wanted });
      const movable = planned.filter(({ obstacle }) => !obstacle);
      if (options.dryRun || movable.length === 0) {
        if (movable.length < planned.length && !options.dryRun) context.exitCode = 1;
        context.print({ planned }, () => describePlan(planned, context));
        return;
      }
      context.note(describePlan(planned, context));
      if (!(await isAgreed(context, options))) {
        context.note('Nothing was changed.');
        context.exitCode = 1;
        return;
      }
      const adopted = await adoptSecrets({ ...target.options, wanted: exactly(movable) });
      // It watches the file too; this way it has read it when the command ends.
      await target.hub?.hub.reload().catch(() => undefined);
      context.print({ adopted }, () => describeDone(adopted));
    });
}

interface Target {
  hub: HubClient | undefined;
  options: Omit<AdoptOptions, 'wanted'>;
}

/** A dry run starts no hub: without one it cannot tell which names are taken. */
async function openTarget(context: Context, { dryRun }: Options): Promise<Target> {
  const { paths, hub } = context;
  try {
    const { files } = await (dryRun ? hub : await hubStarting(context)).hub.state();
    const keeper = createSecretKeeper(hub);
    return { hub, options: { registryPath: files.registry, keeper } };
  } catch (thrown) {
    const error = fromHub(thrown);
    if (!dryRun || error.code !== 'hub-not-running') throw error;
    context.note('Note: no hub is running, so names that are taken already are not known.');
    return { hub: undefined, options: { registryPath: paths.registry, keeper: noKeeper } };
  }
}

/** What was agreed to, and nothing that came into the file since. */
function exactly(adoptions: readonly Adoption[]): string[] {
  return adoptions.map(({ id, secret }) => {
    const isOne = adoptions.filter((other) => other.id === id).length === 1;
    return isOne ? `${id}=${secret}` : id;
  });
}

async function isAgreed({ io }: Context, { yes }: Options): Promise<boolean> {
  if (yes) return true;
  if (!io.stdin.isTTY) {
    throw new LoomError('usage', 'Files are changed only after somebody agreed to it.', {
      remedy: 'Run this in a terminal, or add --yes.',
    });
  }
  return await confirm(io, 'Move them?');
}

function describePlan(planned: readonly Adoption[], context: Context): string {
  if (planned.length === 0) return 'registry.yaml holds no secrets in plain text.';
  const { style } = context;
  return planned
    .map(({ finding, secret, isKept, obstacle }) => {
      const what = describeFinding(finding, style);
      if (obstacle) {
        const { why, remedy } = obstacle;
        return `${what}\n  stays where it is: ${plainText(why)}\n  ${style('cyan', '→')} ${plainText(remedy)}`;
      }
      const how = isKept
        ? `is in the vault already as ${secret}`
        : `moves to the vault as ${secret}`;
      return `${what}\n  ${how}; left behind: \${secret:${secret}}`;
    })
    .join('\n');
}

function describeDone(adopted: readonly Adoption[]): string {
  const names = [...new Set(adopted.map(({ secret }) => secret))].join(', ');
  return `registry.yaml refers to ${countOf(adopted.length, 'secret')} in the vault now: ${names}.`;
}
