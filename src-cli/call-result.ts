import type { Context } from './context.ts';
import { plainText } from './output/style.ts';
import { formatBytes } from './output/units.ts';

/** The parts of a content block that are looked at; a server may send anything. */
type Block = Partial<
  Record<'type' | 'text' | 'data' | 'mimeType' | 'uri' | 'name' | 'resource', unknown>
>;

/**
 * A CallToolResult for people: text as it is (on a terminal without control characters), other
 * content in one line each, structured content where there is nothing else.
 */
export function formatCallResult(result: unknown, { io, style }: Context): string {
  const { content, structuredContent } = (result ?? {}) as Record<string, unknown>;
  const blocks = Array.isArray(content) ? (content as Block[]) : [];
  if (blocks.length === 0) {
    return structuredContent === undefined ? '' : JSON.stringify(structuredContent, null, 2);
  }
  return blocks
    .map((block) => {
      if (typeof block?.text === 'string')
        return io.stdout.isTTY ? plainText(block.text) : block.text;
      return style('dim', `[${plainText(summarise(block))}]`);
    })
    .join('\n');
}

function summarise(block: Block): string {
  const { type, data, mimeType, uri, name } = block ?? {};
  const resource = (block?.resource ?? {}) as Block & { blob?: unknown };
  const size = sizeOf(data) ?? sizeOf(resource.blob) ?? textSize(resource.text);
  const parts = [type ?? 'content', name, uri ?? resource.uri, mimeType ?? resource.mimeType, size];
  return parts.filter((part) => typeof part === 'string').join(', ');
}

/** The size of base64 data once decoded. */
function sizeOf(base64: unknown): string | undefined {
  if (typeof base64 !== 'string') return undefined;
  return formatBytes(Buffer.byteLength(base64, 'base64'));
}

function textSize(text: unknown): string | undefined {
  return typeof text === 'string' ? formatBytes(Buffer.byteLength(text)) : undefined;
}
