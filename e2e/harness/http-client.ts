/** A raw Streamable HTTP client of the legacy era: POST with JSON or SSE answers, and the GET stream. */
import type { TestHub } from './hub.ts';
import {
  createRpcSession,
  type InitializeOptions,
  initializeParams,
  type Message,
  type RawClient,
} from './rpc-session.ts';

export interface HttpOptions extends InitializeOptions {
  headers?: Record<string, string>;
  /** Whether to open the GET stream; true by default. */
  get?: boolean;
}

export interface HttpClient extends RawClient {
  sessionId: string;
  /** DELETE of the session; the status. */
  end(): Promise<number>;
}

/** Initializes a session and opens its GET stream. Rejects where the hub refuses. */
export async function connectHttp(
  hub: Pick<TestHub, 'url'>,
  options: HttpOptions = {},
): Promise<HttpClient> {
  const { url } = hub;
  const over = new AbortController();
  const closed = new Promise<void>((resolve) => {
    over.signal.addEventListener('abort', () => resolve());
  });
  const { take, connect } = createRpcSession();
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...options.headers,
  };

  async function post(line: string): Promise<Response> {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: line,
      signal: over.signal,
    });
    if (response.status === 202) return response;
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
      // A refusal may have no id, and is then the answer to what was sent.
      const text = await response.text();
      if (text) take(response.ok ? text : withId(text, line));
      return response;
    }
    await readEvents(response, take);
    return response;
  }

  const session = connect({
    send(line) {
      post(line).catch((error: unknown) => {
        if (!over.signal.aborted) take(withId(failure(error), line));
      });
    },
    closed,
    async close() {
      over.abort();
    },
  });

  let sessionId = '';
  if (options.initialize !== false) {
    const id = 'initialize';
    const params = initializeParams(options);
    const response = await post(
      JSON.stringify({ jsonrpc: '2.0', id, method: 'initialize', params }),
    );
    sessionId = response.headers.get('mcp-session-id') ?? '';
    const { result, error } = await session.waitFor((message) => message.id === id);
    if (error) throw new Error(`initialize failed: ${JSON.stringify(error)}`);
    headers['mcp-session-id'] = sessionId;
    headers['mcp-protocol-version'] = String(result.protocolVersion);
    await post(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }));
    if (options.get !== false) await openGetStream();
  }

  /** Resolves when it is open; whatever comes on it is taken until the end. */
  async function openGetStream(): Promise<void> {
    const response = await fetch(url, {
      headers: { ...headers, accept: 'text/event-stream' },
      signal: over.signal,
    });
    if (!response.ok) throw new Error(`GET answered ${response.status}`);
    readEvents(response, take).catch(() => {}); // Ends with the session or the hub.
  }

  return Object.assign(session, {
    sessionId,
    async end() {
      const { status } = await fetch(url, { method: 'DELETE', headers });
      return status;
    },
  });
}

/** Takes the data of every event that has some; the hub ends its lines with \n. */
export async function readEvents(response: Response, take: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const text = decoder.decode(chunk, { stream: true });
    rest += text;
    // Looking through a long event again for each of its pieces would take for ever.
    if (!text.includes('\n')) continue;
    const events = rest.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event.split('\n').flatMap((line) => /^data: ?(.*)$/s.exec(line)?.[1] ?? []);
      if (data.join('')) take(data.join('\n'));
    }
  }
}

function withId(text: string, line: string): string {
  try {
    const answer: Message = JSON.parse(text);
    const { id }: Message = JSON.parse(line);
    return JSON.stringify({ ...answer, id: answer.id ?? id ?? null });
  } catch {
    return JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: 0, message: text } });
  }
}

function failure(error: unknown): string {
  const { message, cause } = error as Error;
  const text = `${message}: ${String(cause ?? '')}`;
  return JSON.stringify({ jsonrpc: '2.0', error: { code: 0, message: text } });
}
