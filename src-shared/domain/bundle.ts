import { z } from 'zod';
import { PresetParameter } from './preset.ts';

/** What stands against a bundle's running here. Only `platform` forbids it; the rest can be mended. */
export const BundleProblem = z.discriminatedUnion('kind', [
  /** Its maker says that it runs elsewhere only. */
  z.object({ kind: z.literal('platform'), platforms: z.array(z.string()), here: z.string() }),
  /** The program that runs it is not on the login PATH. */
  z.object({ kind: z.literal('missing-program'), program: z.string() }),
  /** It is there, in a version that the bundle does not take. */
  z.object({
    kind: z.literal('program-version'),
    program: z.string(),
    found: z.string(),
    wanted: z.string(),
  }),
  /** A secret goes into its arguments, where everybody on the machine can read it while it runs. */
  z.object({ kind: z.literal('secret-in-arguments'), parameter: z.string() }),
  /** The file that the manifest starts is not among its files. */
  z.object({ kind: z.literal('missing-file'), file: z.string() }),
]);
export type BundleProblem = z.output<typeof BundleProblem>;

/** What a `.mcpb` file says of itself; all texts are its maker's. */
export const BundleFacts = z.object({
  /** SHA-256 of the file; names it in all that follows. */
  bundle: z.string(),
  /** The file's name, without its folder. */
  file: z.string(),
  bytes: z.number(),
  unpackedBytes: z.number(),
  files: z.number(),
  name: z.string(),
  title: z.string(),
  version: z.string(),
  description: z.string(),
  author: z.string(),
  homepage: z.string().optional(),
  license: z.string().optional(),
  kind: z.enum(['node', 'python', 'binary', 'uv']),
  /** Whether a signature is appended. Loom does not verify it. */
  isSigned: z.boolean(),
  /** Its settings, as slots that a person fills. */
  parameters: z.array(PresetParameter),
  /** Tools that the manifest names; what the server really offers shows when it runs. */
  tools: z.array(z.object({ name: z.string(), description: z.string().optional() })),
  problems: z.array(BundleProblem),
  /** A server's name that fits the bundle's. */
  suggestedId: z.string(),
  /** Servers that came from a bundle of this name, with what was filled in; secrets as references. */
  installed: z.array(
    z.object({
      server: z.string(),
      version: z.string(),
      /** Who that one says it is by; left out where nobody knows. */
      author: z.string().optional(),
      /** Whether it is the very same file. */
      isSame: z.boolean(),
      /** Only then is it taken for a newer one unasked: anybody may give a bundle this name. */
      isSameAuthor: z.boolean(),
      values: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type BundleFacts = z.output<typeof BundleFacts>;
