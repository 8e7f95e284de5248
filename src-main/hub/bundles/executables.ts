import type { Manifest } from './manifest.ts';

/** The files of a bundle that are run as programs: those alone may be, when it is unpacked. */
export function executablesOf({ server }: Manifest, platform: NodeJS.Platform): Set<string> {
  const { type, entry_point: entryPoint, mcp_config: config } = server;
  const command = config?.platform_overrides?.[platform]?.command ?? config?.command ?? '';
  const own = /^\$\{__dirname\}(?:\/|\\|\$\{(?:\/|pathSeparator)\})(.+)$/.exec(command)?.[1];
  const names = [own, ...(type === 'binary' ? [entryPoint] : [])];
  return new Set(names.flatMap((name) => (name ? [plain(name)] : [])));
}

function plain(name: string): string {
  return name
    .replace(/\$\{(?:\/|pathSeparator)\}|\\/g, '/')
    .replace(/^\.\//, '')
    .replace(/\/{2,}/g, '/');
}
