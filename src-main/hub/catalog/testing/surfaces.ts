import type { ServerSpec } from '../../../../src-shared/domain/server.ts';
import { ServerSpec as ServerSpecSchema } from '../../../../src-shared/domain/server.ts';
import { type ListKind, listKinds, type Surface } from '../surface.ts';

export type Lists = Partial<Record<ListKind, object[]>>;

/** A surface as a server with these lists would give it. */
export function surfaceOf(lists: Lists, answer: object = {}): Surface {
  const listed = (kind: ListKind) =>
    (lists[kind] ?? []).map((item) => ({
      key: String((item as Record<string, unknown>)[listKinds[kind].key]),
      text: Buffer.from(JSON.stringify(item)),
    }));
  return {
    initialize: Buffer.from(
      JSON.stringify({ protocolVersion: '2025-11-25', capabilities: {}, ...answer }),
    ),
    lists: {
      tools: listed('tools'),
      prompts: listed('prompts'),
      resources: listed('resources'),
      resourceTemplates: listed('resourceTemplates'),
    },
    fetchedAt: 1_700_000_000_000,
  };
}

/** A server's entry with all defaults. */
export function specOf(more: object = {}): ServerSpec {
  return ServerSpecSchema.parse({ transport: 'stdio', command: 'x', ...more });
}
