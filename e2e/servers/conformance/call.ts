import type {
  CallToolResult,
  ClientCapabilities,
  GetPromptResult,
  InputRequiredResult,
  ServerContext,
} from '@modelcontextprotocol/server';
import { createRequestStateCodec } from '@modelcontextprotocol/server';

/** One `tools/call` or `prompts/get`. */
export interface Call {
  input: Record<string, unknown>;
  request: ServerContext['mcpReq'];
  /** Those of the session, or of this very request in the modern era. */
  capabilities: ClientCapabilities;
  /** Ends this call's stream, though its answer has yet to come. */
  closeStream(): void;
}

type Result<Complete> = Complete | InputRequiredResult;

export type RunTool = (call: Call) => Result<CallToolResult> | Promise<Result<CallToolResult>>;

export type GetPrompt = (call: Call) => Result<GetPromptResult>;

/** Seals which step of a conversation comes next, so that no client can skip one. */
export const steps = createRequestStateCodec<string>({ key: crypto.randomUUID() });
