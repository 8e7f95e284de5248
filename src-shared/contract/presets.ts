import { z } from 'zod';
import { Preset, ProbeResult, SlotProblem } from '../domain/preset.ts';
import { ServerId } from '../domain/server.ts';
import { call } from './base.ts';

/** Slots filled by name; secrets in plain text, which go into the vault and nowhere else. */
const Filled = z.object({
  preset: z.string(),
  values: z.record(z.string(), z.unknown()),
  /** What the server is to be called. */
  id: ServerId,
  /**
   * Whether a secret that nobody gives is the one that is kept under its usual name, as where this is
   * left out. False where somebody else chose values, such as the address where the secret goes.
   */
  takesKept: z.boolean().optional(),
});

/** What is run, exactly, with secrets as references: what a person has to have seen. */
export const Shown = z.object({
  entry: z.record(z.string(), z.unknown()),
  runs: z.string(),
  secrets: z.array(z.object({ parameter: z.string(), name: z.string(), isKept: z.boolean() })),
  problems: z.array(SlotProblem),
  digest: z.string(),
});

/** `project`: the folder that `${project}` stands for meanwhile; the home folder where it is left out. */
const project = z.string().optional();

export const presets = {
  /** `missingRuntimes`: those that are not on the login PATH. `usedBy`: servers that run the same. */
  list: call.output(
    z.array(Preset.extend({ missingRuntimes: z.array(z.string()), usedBy: z.array(z.string()) })),
  ),
  /** What the values would make of it; runs and writes nothing. */
  fill: call.input(Filled).output(Shown),
  /** Starts it with the values, lists what it offers, and ends it; writes nothing. */
  try: call.input(Filled.extend({ digest: z.string(), project })).output(ProbeResult),
  /** Secrets into the vault, then the entry into registry.yaml. */
  add: call
    .input(Filled.extend({ digest: z.string() }))
    /** `secrets`: names of those that came into the vault with it. */
    .output(z.object({ id: z.string(), secrets: z.array(z.string()) })),
  /** As `try`, of any entry that is not in the registry yet, such as one that is typed or pasted. */
  tryEntry: call
    .input(
      z.object({
        id: ServerId,
        entry: z.record(z.string(), z.unknown()),
        /** Secrets that the vault does not have yet, by name; they come before those that it has. */
        secrets: z.record(z.string(), z.string()).optional(),
        project,
      }),
    )
    .output(ProbeResult),
};
