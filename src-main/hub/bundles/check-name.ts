import { bundleLimits } from './limits.ts';

/** Names that Windows takes for devices, whatever follows their first dot. */
const devices = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;

/**
 * Why a name in an archive must not become a file's, if so. A name is a path below the folder that it
 * is unpacked into, and means the same to every system that Loom runs on.
 */
export function whyUnsafeName(name: string, platform: NodeJS.Platform): string | undefined {
  if (name === '') return 'it has no name';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'its name has control characters';
  if (name.length > bundleLimits.pathLength) return 'its name is too long';
  if (name.includes('\\')) return 'its name has a backslash';
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'its name is an absolute path';
  const parts = name.replace(/\/$/, '').split('/');
  if (parts.length > bundleLimits.pathDepth) return 'it lies too deep in folders';
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    return 'its name leads out of the bundle or in circles';
  }
  return platform === 'win32' ? whyUnsafeOnWindows(parts) : undefined;
}

function whyUnsafeOnWindows(parts: readonly string[]): string | undefined {
  const bad = parts.find((part) => /[<>:"|?*]|[. ]$/.test(part) || devices.test(part));
  return bad === undefined ? undefined : 'Windows cannot have a file of its name';
}
