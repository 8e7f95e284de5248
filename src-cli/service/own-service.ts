import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LoomError } from '../../src-shared/errors.ts';
import type { CliIo } from '../io.ts';
import { serviceKinds } from './index.ts';
import type { ServiceCommand, ServiceHost, ServiceKind } from './service-kind.ts';

/** The service of this user on this machine, installed or not. */
export interface OwnService {
  kind: ServiceKind;
  host: ServiceHost;
  file: string;
  /** What stands in the file; undefined where there is none. */
  text: string | undefined;
}

/** Stands in every file that we write. */
const mark = '`loom service install`';

/**
 * @throws LoomError 'name-taken' where the file is not ours, 'not-found' where nothing is known of
 * services on this platform.
 */
export function ownService({ machine, env }: Pick<CliIo, 'machine' | 'env'>): OwnService {
  const kind = serviceKinds[machine.platform];
  if (!kind) {
    throw new LoomError('not-found', `Loom knows no services of ${machine.platform}.`, {
      remedy: 'Have your system run `loom serve`.',
    });
  }
  const host = { ...machine, env };
  const file = kind.file(host);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (text !== undefined && !text.includes(mark)) {
    throw new LoomError('name-taken', `${file} is not Loom's own file.`, {
      remedy: 'Nothing was changed. Move it away, or look after the service yourself.',
    });
  }
  return { kind, host, file, text };
}

/** How the service's file has to read to start `program`. */
export function serviceText({ kind, host }: OwnService, program: string, io: CliIo): string {
  // Beside `dist`, in a checkout as in the app's archive.
  const folder = join(dirname(io.headlessEntry), '../../resources/services');
  return kind.fill(readFileSync(join(folder, kind.template), 'utf8'), program, host);
}

/** @throws LoomError 'file-unwritable' where the system refuses, in its own words. */
export async function runAll(io: CliIo, commands: readonly ServiceCommand[]): Promise<void> {
  for (const command of commands) {
    const [program, ...args] = command;
    const { code, output } = await io.run(program, args);
    if (code === 0) continue;
    throw new LoomError('file-unwritable', `${command.join(' ')} failed: ${output.trim()}`, {
      remedy: 'Mend what it says, then try again. `loom serve` works without a service.',
    });
  }
}
