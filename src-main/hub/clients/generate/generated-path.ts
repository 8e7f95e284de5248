import { basename, join } from 'node:path';
import type { Target } from '../client.ts';

/** Where the files of a target's own are generated: `<out>/<profile>/<target>/<its file's name>`. */
export function generatedPath(folder: string, { id, path }: Pick<Target, 'id' | 'path'>): string {
  const name = id.replace(/[^\w.~-]+/g, '-').replace(/^[-.]+/, '');
  return join(folder, name, basename(path.replaceAll('\\', '/')));
}
