/**
 * The first line in each direction on the local socket, before any MCP message. The client's tells
 * the hub who connects; the hub's either welcomes or refuses. Both are one line of JSON.
 */
export interface ClientHello {
  /** Version of this greeting. */
  loom: 1;
  version: string;
  /** Which client launched the proxy, such as `cursor`, where known. */
  client?: string | undefined;
  cwd?: string | undefined;
  /** The folder `${project}` stands for. */
  project?: string | undefined;
  profile?: string | undefined;
  pid: number;
}

export type HubHello =
  | { loom: 1; version: string; pid: number }
  | { loom: 1; version: string; refused: { code: string; message: string; remedy: string } };

/**
 * The hub's last line where it was stopped on purpose: nobody wants another one started at once. A
 * hub that just disappears says nothing.
 */
export interface HubFarewell {
  loom: 1;
  stopped: true;
}

const decoder = new TextDecoder();

/** The greeting in a line, or undefined where the line is not one. */
export function readHello<T extends ClientHello | HubHello | HubFarewell>(
  line: Uint8Array,
): T | undefined {
  try {
    const value: unknown = JSON.parse(decoder.decode(line));
    const known =
      typeof value === 'object' && value !== null && 'loom' in value && value.loom === 1;
    return known ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}
