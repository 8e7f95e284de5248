import { isObject } from '../is-object.ts';
import type { EntryPlace, Layer, ReadSwitches } from './switch.ts';

const projectFile = '.mcp.json';

/**
 * Claude Code writes down by name what is switched off: for each project in `~/.claude.json`, and for
 * servers that a project's `.mcp.json` brings also in its settings.
 */
export const claudeSwitches: ReadSwitches = (layers) => {
  const project = layers.find(({ path }) => nameOf(path) === projectFile);
  const projects = layers.flatMap(({ content }) => projectsIn(content));
  const refused = layers.flatMap(({ content }) => namesIn(content, 'disabledMcpjsonServers'));
  return ({ key, path }) => {
    const off = projects.filter(({ settings }) =>
      namesIn(settings, 'disabledMcpServers').includes(key),
    );
    if (project) {
      const own = projects.find(({ folder }) => isSameFolder(folder, folderOf(project)));
      const isRefused = [...refused, ...namesIn(own?.settings, 'disabledMcpjsonServers')];
      return { isOff: isRefused.includes(key) || (own !== undefined && off.includes(own)) };
    }
    const own = projectOf(path);
    if (own !== undefined) return { isOff: off.some(({ folder }) => folder === own) };
    const folders = off.map(({ folder }) => folder).join(', ');
    return folders === '' ? {} : { notes: [`its client has it switched off in ${folders}`] };
  };
};

interface Project {
  folder: string;
  settings: unknown;
}

function projectsIn(content: unknown): Project[] {
  const projects = isObject(content) ? content.projects : undefined;
  return Object.entries(isObject(projects) ? projects : {}).map(([folder, settings]) => {
    return { folder, settings };
  });
}

function namesIn(settings: unknown, key: string): string[] {
  const names = isObject(settings) ? settings[key] : undefined;
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

function projectOf([first, folder]: EntryPlace['path']): string | undefined {
  return first === 'projects' && typeof folder === 'string' ? folder : undefined;
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? '';
}

function folderOf({ path }: Layer): string {
  return path.slice(0, -projectFile.length - 1);
}

function isSameFolder(one: string, other: string): boolean {
  return one.replaceAll('\\', '/') === other.replaceAll('\\', '/');
}
