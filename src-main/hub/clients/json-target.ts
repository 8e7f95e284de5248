import type { Target } from './client.ts';

type Given = Pick<Target, 'id' | 'label' | 'path'> & Partial<Target>;

/** A target as most are: the user's own, JSON, with a map `mcpServers`, written where installed. */
export function jsonTarget(given: Given): Target {
  return {
    scope: 'user',
    format: 'json',
    root: ['mcpServers'],
    container: 'map',
    write: 'always',
    ...given,
  };
}

/** The same in a project's folder: `<client>:project`, called `<label>, this project`. */
export function projectTarget(
  client: Pick<Target, 'id' | 'label'>,
  path: string,
  rest: Partial<Target> = {},
): Target {
  const id = `${client.id}:project`;
  return jsonTarget({
    id,
    label: `${client.label}, this project`,
    scope: 'project',
    path,
    ...rest,
  });
}
