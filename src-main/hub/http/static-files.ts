import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** The console's own files and nothing else: everything it shows comes from itself or the API. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/**
 * The file at `pathname` below `root`, or undefined. Every part of the path is looked up among the
 * names that are there, so no spelling of `..` leads out; links are not followed.
 * @throws the file system's error where `root` itself cannot be read (the console is not built)
 */
export async function staticFile(root: string, pathname: string): Promise<Response | undefined> {
  const wanted = pathname === '/' ? '/index.html' : pathname;
  const file = await findFile(root, wanted.split('/').slice(1));
  if (!file) return undefined;
  const content = await readFile(file);
  return new Response(new Uint8Array(content), { headers: headersOf(wanted) });
}

async function findFile(folder: string, [name, ...rest]: string[]): Promise<string | undefined> {
  const entries = await readdir(folder, { withFileTypes: true });
  const entry = entries.find((candidate) => candidate.name === name);
  if (!entry) return undefined;
  const path = join(folder, entry.name);
  if (rest.length > 0) return entry.isDirectory() ? findFile(path, rest) : undefined;
  return entry.isFile() ? path : undefined;
}

/** Built assets carry a hash in their name and never change; all else is asked for every time. */
function headersOf(pathname: string): Record<string, string> {
  const hashed = pathname.startsWith('/assets/');
  return {
    'content-type': types[extname(pathname)] ?? 'application/octet-stream',
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
  };
}
