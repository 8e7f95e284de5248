import { z } from 'zod';
import { BundleFacts } from '../domain/bundle.ts';
import { ProbeResult } from '../domain/preset.ts';
import { ServerId } from '../domain/server.ts';
import { call } from './base.ts';
import { Shown } from './presets.ts';

/** A bundle that was looked at, its slots filled by name; secrets in plain text. */
const Filled = z.object({
  /** `BundleFacts.bundle`. */
  bundle: z.string(),
  values: z.record(z.string(), z.unknown()),
  /** What the server is to be called; one that came from a bundle of this name is replaced. */
  id: ServerId,
});

const Agreed = Filled.extend({ digest: z.string() });

/**
 * Servers in `.mcpb` files. No call takes a path, so that a page cannot have the hub read one: a file
 * comes as bytes, or the desktop app has offered it and hands out its id.
 */
export const bundles = {
  /** Reads the manifest and checks the whole archive; unpacks and runs nothing of it. */
  inspect: call
    .input(z.union([z.object({ file: z.file() }), z.object({ offered: z.string() })]))
    .output(BundleFacts),
  /** What the values would make of it; runs and writes nothing. `replaces`: that server's version. */
  fill: call
    .input(Filled)
    .output(Shown.extend({ folder: z.string(), replaces: z.string().optional() })),
  /** Unpacks it, starts it with the values, lists what it offers, and clears all that away. */
  try: call.input(Agreed.extend({ project: z.string().optional() })).output(ProbeResult),
  /** Unpacks it, puts secrets into the vault, then the entry into registry.yaml. */
  add: call
    .input(Agreed)
    .output(z.object({ id: z.string(), folder: z.string(), replaced: z.string().optional() })),
};
