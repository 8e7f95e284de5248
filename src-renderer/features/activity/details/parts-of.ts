/** A piece of a payload, by how it is best read. */
export type Part =
  | { kind: 'text'; text: string; about?: string }
  | { kind: 'tree'; value: unknown; isStructured?: boolean }
  /** A picture, a sound or a file: only what it is. */
  | { kind: 'media'; type: string; mimeType: string; bytes: number };

/** How to show a payload; undefined where it is no JSON, such as one that was cut. */
export function partsOf(json: string): readonly Part[] | undefined {
  const value = parse(json);
  if (value === undefined) return undefined;
  if (!isRecord(value)) return [{ kind: 'tree', value }];
  const { content, contents, messages, structuredContent, ...rest } = value;
  if (Array.isArray(content)) {
    const structured: Part[] =
      structuredContent === undefined
        ? []
        : [{ kind: 'tree', value: structuredContent, isStructured: true }];
    return [...content.map(partOf), ...structured, ...restOf(rest)];
  }
  if (Array.isArray(contents)) return [...contents.map(partOf), ...restOf(rest)];
  if (Array.isArray(messages)) return [...messages.map(messagePart), ...restOf(rest)];
  return [{ kind: 'tree', value }];
}

/** What results have beside their content; `isError` is said by the outcome. */
function restOf({ isError: _, ...rest }: Record<string, unknown>): Part[] {
  return Object.keys(rest).length > 0 ? [{ kind: 'tree', value: rest }] : [];
}

function messagePart(message: unknown): Part {
  if (!isRecord(message) || !isRecord(message.content)) return { kind: 'tree', value: message };
  const part = partOf(message.content);
  return part.kind === 'text' ? { ...part, about: String(message.role) } : part;
}

function partOf(block: unknown): Part {
  if (!isRecord(block)) return { kind: 'tree', value: block };
  const { type, text, data, blob, mimeType, resource, uri } = block;
  if (isRecord(resource)) return partOf(resource);
  if (typeof text === 'string') return textPart(text, typeof uri === 'string' ? uri : undefined);
  const bytes = typeof data === 'string' ? data : blob;
  if (typeof bytes !== 'string') return { kind: 'tree', value: block };
  return {
    kind: 'media',
    type: String(type ?? uri),
    mimeType: String(mimeType ?? ''),
    bytes: Math.floor((bytes.length * 3) / 4),
  };
}

/** Many tools answer JSON as text. */
function textPart(text: string, about: string | undefined): Part {
  const value = /^\s*[[{]/.test(text) ? parse(text) : undefined;
  if (value !== undefined) return { kind: 'tree', value };
  return { kind: 'text', text, ...(about !== undefined && { about }) };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
