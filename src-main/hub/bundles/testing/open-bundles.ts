/** For the tests beside it: bundles over a real registry and real servers, secrets in a map. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPresets, type TestPresets } from '../../presets/testing/open-presets.ts';
import { type Bundles, createBundles } from '../create-bundles.ts';

export interface TestBundles extends TestPresets {
  bundles: Bundles['service'];
  leftBy: Bundles['leftBy'];
  /** What is unpacked, as `name/version-digest`. */
  unpacked(): string[];
}

export async function openBundles(options: { graceMs?: number } = {}): Promise<TestBundles> {
  const at = await openPresets('');
  const { service, leftBy } = await createBundles({
    ...{ ...at.parts, presets: at.presets },
    onNotice(notice) {
      throw notice;
    },
    ...options,
  });
  const root = join(at.parts.deps.paths.state, 'bundles');
  return {
    ...at,
    bundles: service,
    leftBy,
    unpacked: () => list(root).flatMap((name) => list(join(root, name)).map((f) => `${name}/${f}`)),
    [Symbol.asyncDispose]: () => at[Symbol.asyncDispose](),
  };
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** As a browser hands it over. */
export function asFile(bytes: Uint8Array<ArrayBuffer>, name = 'echo.mcpb'): File {
  return new File([bytes], name);
}
