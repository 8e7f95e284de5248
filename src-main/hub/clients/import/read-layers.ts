import { messageOf } from '../../../../src-shared/errors.ts';
import type { SwitchesWhere } from '../client.ts';
import { editors } from '../editing/index.ts';
import { readClientFile } from '../editing/read-client-file.ts';
import type { FoundTarget } from '../find-targets.ts';
import type { Layer } from '../reading/switches/switch.ts';

export interface Layers {
  layers: Layer[];
  /** What could not be read, as sentences: whether it switches something off is not known. */
  troubles: string[];
}

/** The files that say together which servers of a target run; its own has been read already. */
export async function readLayers(
  { client, target }: Pick<FoundTarget, 'client' | 'target'>,
  content: unknown,
  { machine, project }: SwitchesWhere,
): Promise<Layers> {
  const own: Layer = { path: target.path, content };
  const paths = client.switches?.layers?.(target, { machine, project }) ?? [];
  const all: Layers = { layers: [], troubles: [] };
  for (const path of paths) {
    const layer = path === target.path ? own : await readLayer(path);
    if (typeof layer === 'string')
      all.troubles.push(`${path} cannot be read: what it switches off is not known (${layer})`);
    else if (layer) all.layers.push(layer);
  }
  if (!paths.includes(target.path)) all.layers.push(own);
  return all;
}

/** Undefined where there is no such file; otherwise it, or why it cannot be read. */
async function readLayer(path: string): Promise<Layer | string | undefined> {
  try {
    const file = await readClientFile(path);
    if (!file.exists) return undefined;
    const reading = editors.jsonc.read(file.text);
    return reading.ok ? { path, content: reading.content } : reading.reason;
  } catch (thrown) {
    return messageOf(thrown);
  }
}
