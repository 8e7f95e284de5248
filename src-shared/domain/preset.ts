import { z } from 'zod';
import { Cause } from './cause.ts';

export const PresetCategory = z.enum([
  'files',
  'git',
  'code',
  'web',
  'search',
  'databases',
  'academic',
  'productivity',
  'communication',
  'cloud',
  'observability',
  'knowledge',
  'media',
  'data',
  'demo',
]);
export type PresetCategory = z.output<typeof PresetCategory>;

/**
 * A slot that a person fills. It stands in the entry as `{{name}}`; a text whose slot is left empty is
 * left out as a whole. `{{name?text}}` is the text where the value is there and not false.
 */
export const PresetParameter = z.object({
  name: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/),
  label: z.string(),
  /** `list`: several texts; standing alone in `args`, it becomes several arguments. */
  type: z.enum(['text', 'secret', 'folder', 'file', 'url', 'number', 'boolean', 'choice', 'list']),
  help: z.string().optional(),
  /** Where a secret is made, say. */
  link: z.url().optional(),
  required: z.boolean().default(true),
  default: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional(),
  choices: z.array(z.string()).optional(),
  /** A regular expression that the value has to match as a whole. */
  pattern: z.string().optional(),
  /** What to say where it does not. */
  patternHint: z.string().optional(),
  /** Of a number: the least and the most that it may be. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** Of a secret: its name in the vault. */
  secretName: z.string().optional(),
});
export type PresetParameter = z.output<typeof PresetParameter>;

/** What is wrong with the value of a slot. */
export const SlotProblem = z.object({
  /** `id` is the server's name, empty the whole entry. */
  parameter: z.string(),
  /** Which of the usual mistakes it is, for who says it in other words. */
  kind: z
    .enum(['needed', 'number', 'range', 'url', 'path', 'choice', 'pattern', 'no-secret', 'taken'])
    .optional(),
  text: z.string(),
});
export type SlotProblem = z.output<typeof SlotProblem>;

/** A template for a server: `resources/presets/<id>.yaml`, its category in `catalog.yaml`. */
export const Preset = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string(),
  /** One sentence. */
  summary: z.string(),
  category: PresetCategory,
  /** Who makes it, and where. */
  publisher: z.string(),
  homepage: z.url(),
  license: z.string().optional(),
  /** What has to be on the machine. */
  runtimes: z.array(z.enum(['node', 'python', 'docker', 'none'])).default([]),
  /** Read, write, network: what it may do, in words that decide. */
  cautions: z.array(z.string()).default([]),
  parameters: z.array(PresetParameter).default([]),
  /** An entry of registry.yaml with `{{slots}}`. */
  entry: z.record(z.string(), z.unknown()),
  /**
   * How it was verified. `probed`: started and listed by Loom's own tests; `documentation`: command and
   * parameters are taken from its publisher's documentation.
   */
  verified: z.enum(['probed', 'documentation']),
  /** Values with which the probe fills the slots; only of `probed`. */
  probe: z.record(z.string(), z.unknown()).optional(),
});
export type Preset = z.output<typeof Preset>;

/** What was found when a server was tried. */
export const ProbeResult = z.object({
  ok: z.boolean(),
  /** Milliseconds until the handshake was answered. */
  startMs: z.number().optional(),
  serverInfo: z.object({ name: z.string().optional(), version: z.string().optional() }).optional(),
  tools: z.array(z.object({ name: z.string(), description: z.string().optional() })),
  prompts: z.number(),
  resources: z.number(),
  error: z.string().optional(),
  remedy: z.string().optional(),
  ...Cause.shape,
  stderr: z.array(z.string()),
});
export type ProbeResult = z.output<typeof ProbeResult>;
