import { z } from 'zod';
import { invalidBundle, quoted } from './bundle-failure.ts';

/** Texts of its maker that people see; longer ones are cut where they are shown. */
const Text = z.string().max(20_000);
const Line = z.string().min(1).max(300);

const Launch = z.object({
  command: z.string().min(1),
  args: z.array(z.string()).max(1000).optional(),
  env: z
    .record(z.string().regex(/^[^=\0]+$/, 'expected the name of a variable'), z.string())
    .optional(),
});

const UserOption = z.object({
  type: z.enum(['string', 'number', 'boolean', 'directory', 'file']),
  title: Line,
  description: Text.default(''),
  required: z.boolean().default(false),
  default: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional(),
  multiple: z.boolean().default(false),
  sensitive: z.boolean().default(false),
  min: z.number().optional(),
  max: z.number().optional(),
});
export type UserOption = z.output<typeof UserOption>;

const versions = ['0.1', '0.2', '0.3', '0.4'];

/**
 * `manifest.json` of a bundle, as far as Loom uses it; what it does not know it leaves alone, as makers
 * add keys of their own. https://github.com/modelcontextprotocol/mcpb/blob/main/MANIFEST.md
 */
const Manifest = z.object({
  manifest_version: z.string().optional(),
  /** What it was called before 0.2. */
  dxt_version: z.string().optional(),
  name: Line,
  display_name: Line.optional(),
  version: Line,
  description: Text,
  author: z.object({ name: Line }),
  homepage: Text.optional(),
  license: Text.optional(),
  server: z.object({
    type: z.enum(['node', 'python', 'binary', 'uv']),
    entry_point: z.string().min(1),
    mcp_config: Launch.extend({
      platform_overrides: z.record(z.string(), Launch.partial()).optional(),
    }).optional(),
  }),
  tools: z
    .array(z.object({ name: Line, description: Text.optional() }))
    .max(10_000)
    .default([]),
  compatibility: z
    .object({
      platforms: z.array(z.string()).optional(),
      runtimes: z.object({ node: z.string().optional(), python: z.string().optional() }).optional(),
    })
    .default({}),
  user_config: z.record(z.string().regex(/^[^{}]{1,100}$/), UserOption).default({}),
});
export type Manifest = z.output<typeof Manifest>;

/** @throws LoomError `invalid-bundle`, naming the place in the manifest, and what is wrong there. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const read = readJson(bytes);
  checkVersion(read);
  const { data, error } = Manifest.safeParse(read);
  if (!data) {
    const issues = error.issues.slice(0, 5).map(({ path, message }) => {
      const place = path.map(String).join('.') || 'its content';
      return `${quoted(place)}: ${message}`;
    });
    throw invalidBundle(`manifest.json: ${issues.join('; ')}`, toMaker);
  }
  if (data.server.type !== 'uv' && !data.server.mcp_config) {
    throw invalidBundle('manifest.json: server.mcp_config is missing: what to run', toMaker);
  }
  return data;
}

const toMaker = 'Its maker has to correct the manifest; `mcpb validate` shows the same.';

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalidBundle('manifest.json: it is not JSON in UTF-8', toMaker);
  }
}

function checkVersion(read: unknown): void {
  const { manifest_version, dxt_version } = (read ?? {}) as Record<string, unknown>;
  const version = manifest_version ?? dxt_version;
  if (typeof version === 'string' && versions.includes(version)) return;
  if (version === undefined)
    throw invalidBundle('manifest.json: it has no manifest_version', toMaker);
  const what = `manifest.json: its manifest_version is ${quoted(String(version))}`;
  throw invalidBundle(
    `${what}, and Loom knows ${versions.join(', ')}`,
    'Look for an update of Loom.',
  );
}
