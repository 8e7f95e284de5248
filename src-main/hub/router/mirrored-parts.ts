import { paramSpans, type RequestFrame } from '../../../src-shared/wire/frame.ts';
import { type HeaderParams, headerParams } from '../catalog/header-params.ts';
import { mirroredParams } from '../catalog/mirrored-params.ts';
import type { Instance } from '../upstreams/instance.ts';
import type { MirroredParts } from '../upstreams/link.ts';

/** From what the headers of a modern request are made. */
export interface MirroredSource {
  /** The tool's or prompt's name as its server knows it, the resource's URI, the task's id. */
  name: string;
  /** The tool's definition as it is listed. */
  tool?: Uint8Array | undefined;
}

/** What a modern server over HTTP reads in headers; undefined for all others. */
export function mirroredParts(
  frame: RequestFrame,
  { name, tool }: MirroredSource,
  { era, spec }: Instance,
): MirroredParts | undefined {
  if (era !== 'modern' || spec.transport === 'stdio' || !named.has(frame.method)) return undefined;
  const declared = tool && paramsOf(tool);
  if (!declared?.ok || declared.params.length === 0) return { name };
  const [args] = paramSpans(frame, ['arguments']) ?? [];
  const mirrored = mirroredParams(declared.params, frame.bytes, args);
  // Without its headers the server refuses the call, and says why.
  return mirrored.ok ? { name, params: mirrored.values } : { name };
}

/** Requests whose headers name what they are about. */
const named = new Set([
  'tools/call',
  'prompts/get',
  'resources/read',
  'tasks/get',
  'tasks/update',
  'tasks/cancel',
]);

/** A definition is read once for as long as it is listed. */
const known = new WeakMap<Uint8Array, HeaderParams>();

function paramsOf(tool: Uint8Array): HeaderParams {
  const kept = known.get(tool) ?? headerParams(tool);
  known.set(tool, kept);
  return kept;
}
