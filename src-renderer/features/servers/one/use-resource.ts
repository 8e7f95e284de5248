import { useHubQuery } from '../../../state/use-hub-query.ts';
import { isRecord, textOf } from '../entry/entry.ts';

/** A part of a resource: a text, or bytes in base64. */
export interface Content {
  uri: string;
  type: string;
  text?: string;
  base64?: string;
}

/** This page is one client to servers, whatever it reads. */
const session = `resources ${Math.random()}`;

/** Reads a resource as a client would; nothing is read while there is no URI. */
export function useResource(uri: string) {
  return useHubQuery(
    ['resource', uri],
    async (hub, signal) => {
      const events = await hub.playground.run(
        { method: 'resources/read', params: { uri }, session },
        { signal },
      );
      for await (const event of events) {
        if (event.type === 'done') return contentsOf(event.response);
      }
      return [];
    },
    { enabled: uri !== '' },
  );
}

/** @throws Error with what the server said, where it refused. */
function contentsOf(response: unknown): Content[] {
  const { result, error } = isRecord(response) ? response : {};
  if (isRecord(error)) throw new Error(textOf(error.message));
  const contents = isRecord(result) && Array.isArray(result.contents) ? result.contents : [];
  return contents.filter(isRecord).map(({ uri, mimeType, text, blob }) => ({
    uri: textOf(uri),
    type: textOf(mimeType),
    ...(typeof text === 'string' && { text }),
    ...(typeof blob === 'string' && { base64: blob }),
  }));
}
