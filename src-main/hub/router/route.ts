import type { ResponseFrame } from '../../../src-shared/wire/frame.ts';
import type { Span } from '../../../src-shared/wire/json-scan.ts';
import type { Edit } from '../../../src-shared/wire/splice.ts';
import type { Instance } from '../upstreams/instance.ts';
import type { MirroredSource } from './mirrored-parts.ts';

/** Where a request goes and what has to be changed in it besides its id. */
export interface Route {
  /** Finds or starts the instance. */
  acquire(): Instance | Promise<Instance>;
  serverId: string;
  edits: Edit[];
  /** The value of the client's progress token. */
  progressToken: Span | undefined;
  /** Whether failures of the hub's own are told as a tool's result, so that a model sees them. */
  asTool: boolean;
  /** What a modern server over HTTP reads in headers as well. */
  mirrored?: MirroredSource | undefined;
  /** Looks at the answer before it goes on. */
  onAnswer?(frame: ResponseFrame, instance: Instance, upstreamId: number): void;
  /** The result, where the server is of an era without such a request; undefined to relay it. */
  byHub?(instance: Instance): Promise<Uint8Array> | undefined;
}
