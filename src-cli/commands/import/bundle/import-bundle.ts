import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BundleFacts } from '../../../../src-shared/domain/bundle.ts';
import { LoomError, messageOf } from '../../../../src-shared/errors.ts';
import { confirm } from '../../../confirm.ts';
import type { Context } from '../../../context.ts';
import type { HubClient } from '../../../hub-client.ts';
import { hubStarting } from '../../../hub-starting.ts';
import { askValues, givenValues } from './bundle-values.ts';
import { describeBundle, describeRun, type ShownBundle } from './describe-bundle.ts';

export interface BundleOptions {
  as?: string;
  set?: string[];
  dryRun?: boolean;
  yes?: boolean;
}

/** Far more than any bundle; the hub has its own limit. */
const largestBytes = 256 * 1024 * 1024;

/** `loom import FILE.mcpb`: shows what it is and what it would run, asks, and has the hub add it. */
export async function importBundle(
  context: Context,
  path: string,
  options: BundleOptions,
): Promise<void> {
  const { style } = context;
  const file = await readBundle(path);
  const hub = await hubStarting(context);
  const facts = await hub.bundles.inspect({ file });
  const id = options.as ?? (await nameFor(hub, facts));
  const kept = facts.installed.find(({ server }) => server === id)?.values ?? {};
  const given = { ...kept, ...givenValues(options.set ?? [], facts) };
  const { bundle } = facts;
  if (options.dryRun) {
    const shown = await hub.bundles.fill({ bundle, id, values: given });
    const { digest: _, ...seen } = shown;
    context.print({ ...facts, ...seen }, () =>
      [describeBundle(facts, style), describeRun(shown, style), ...problemsOf(shown)].join('\n\n'),
    );
    return;
  }
  if (!options.yes && !context.io.stdin.isTTY) throw nobodyAgrees();
  context.note(describeBundle(facts, style));
  const values = options.yes ? given : await askValues(context.io, facts, given);
  if (!values) return nothingAdded(context);
  const shown = await hub.bundles.fill({ bundle, id, values });
  context.note(describeRun(shown, style));
  const [problem] = problemsOf(shown);
  if (problem) throw new LoomError('usage', problem, { remedy: 'Set it: --set name=value.' });
  const verb = shown.replaces === undefined ? 'Add' : 'Replace';
  if (!options.yes && !(await confirm(context.io, `${verb} ${id}, and allow it to run?`))) {
    return nothingAdded(context);
  }
  const added = await hub.bundles.add({ bundle, id, values, digest: shown.digest });
  context.print(added, () =>
    added.replaced === undefined
      ? `Added to registry.yaml: ${id}. It starts when it is first used.`
      : `${id} is now version ${facts.version}; it was ${added.replaced}.`,
  );
}

/** The one server that came from such a bundle of this author is renewed; else its name is free. */
async function nameFor(hub: HubClient, { installed, suggestedId }: BundleFacts): Promise<string> {
  const [only, ...others] = installed;
  if (only?.isSameAuthor && others.length === 0) return only.server;
  const taken = new Set((await hub.servers.list()).map(({ id }) => id));
  for (let count = 1; ; count += 1) {
    const end = count === 1 ? '' : `-${count}`;
    const name = `${suggestedId.slice(0, 32 - end.length)}${end}`;
    if (!taken.has(name)) return name;
  }
}

async function readBundle(path: string): Promise<File> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new Error('it is no file');
    if (found.size > largestBytes) throw new Error('it is larger than 256 MB');
    return new File([await readFile(path)], basename(path));
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isMissing ? 'there is no such file' : messageOf(cause);
    throw new LoomError('file-unreadable', `${path} cannot be read: ${why}`, {
      place: { file: path },
    });
  }
}

function problemsOf({ problems }: ShownBundle): string[] {
  return problems.map(({ parameter, text }) => (parameter ? `${parameter}: ${text}` : text));
}

function nobodyAgrees(): LoomError {
  return new LoomError('usage', 'Commands are added only after somebody agreed to them.', {
    remedy: 'Run this in a terminal, or add --yes; --set NAME=VALUE fills in what it asks for.',
  });
}

function nothingAdded(context: Context): void {
  context.note('Nothing was added.');
  context.exitCode = 1;
}
