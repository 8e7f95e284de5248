/** `.mcpb` files of the test servers: built anew for each test, with real content. */
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { serverFolder } from './servers.ts';

export type BundleManifest = Record<string, unknown>;

/** A bundle's manifest that runs the echo server; `more` replaces its keys. */
export function echoManifest(more: BundleManifest = {}): BundleManifest {
  return {
    manifest_version: '0.3',
    name: 'echo-bundle',
    display_name: 'Echo in a bundle',
    version: '1.0.0',
    description: 'Says what it was told.',
    author: { name: 'Ada' },
    license: 'MIT',
    server: {
      type: 'node',
      entry_point: 'server/echo.js',
      mcp_config: {
        command: 'node',
        args: ['${__dirname}/server/echo.js', '--name', '${user_config.name}'],
        env: { ECHO_TOKEN: '${user_config.token}', ECHO_FOLDER: '${user_config.folder}' },
      },
    },
    user_config: {
      token: { type: 'string', title: 'Token', description: '', required: true, sensitive: true },
      name: { type: 'string', title: 'Its name', description: 'How it calls itself.' },
      folder: {
        type: 'directory',
        title: 'Folder',
        description: 'Where it looks.',
        default: '${HOME}/notes',
      },
    },
    tools: [{ name: 'echo', description: 'Says what it was told.' }],
    ...more,
  };
}

/** @param more - further files, by name; a name of the server's own replaces that. */
export function packBundle(manifest: BundleManifest, more: Zippable = {}): Uint8Array<ArrayBuffer> {
  const names = readdirSync(join(serverFolder, 'lib')).map((name) => `lib/${name}`);
  const server = ['echo.ts', ...names].map(
    (name) => [`server/${asScript(name)}`, readScript(join(serverFolder, name))] as const,
  );
  return packFiles({
    'manifest.json': text(JSON.stringify(manifest)),
    'package.json': text('{"type":"module"}'),
    ...Object.fromEntries(server),
    ...more,
  });
}

/** The same files are the same bytes, whenever they are packed. */
export function packFiles(files: Zippable): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zipSync(files, { level: 6, mtime: '2026-01-01T00:00:00' }));
}

export function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

/** Writes a bundle of the echo server to a file. */
export async function writeBundle(path: string, more: BundleManifest = {}): Promise<void> {
  await writeFile(path, packBundle(echoManifest(more)));
}

/** As its makers ship it: plain JavaScript, whatever Node the machine has. */
function readScript(path: string): Uint8Array {
  const script = stripTypeScriptTypes(readFileSync(path, 'utf8'));
  return text(script.replace(/(from '\.[^']*)\.ts'/g, "$1.js'"));
}

function asScript(name: string): string {
  return name.replace(/\.ts$/, '.js');
}
