/** Real clients: both generations of the official SDK, through `loom proxy` and through HTTP. */
import {
  type ClientCapabilities as CapabilitiesV2,
  Client as ClientV2,
  StreamableHTTPClientTransport as HttpV2,
} from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { ClientCapabilities as CapabilitiesV1 } from '@modelcontextprotocol/sdk/types.js';
import type { Era } from '../../src-shared/domain/era.ts';
import { MODERN_VERSION } from '../servers/lib/modern-spec.ts';
import { loomCommand, testEnv } from './home.ts';
import type { TestHub } from './hub.ts';

/** What a client connects to: an endpoint, or a command that it runs. */
export type SdkTarget = { url: string } | { command: string; args: string[] };

interface ClientOptions {
  capabilities?: object;
  /** What SDK v2 speaks, legacy by default; v1 knows only that. */
  era?: Era;
  /** Called before the client connects: the place for `setRequestHandler`. */
  prepareV1?(client: ClientV1): void;
  prepareV2?(client: ClientV2): void;
}

/** Through a hub, or to a server itself. */
export type SdkOptions = ClientOptions &
  ({ hub: Pick<TestHub, 'home' | 'url'>; via: 'proxy' | 'http' } | { target: SdkTarget });

export type SdkClient<Client> = { client: Client } & AsyncDisposable;

const clientInfo = { name: 'sdk-client', version: '1.0.0' };

async function connectSdkV1(options: SdkOptions): Promise<SdkClient<ClientV1>> {
  const capabilities = (options.capabilities ?? {}) as CapabilitiesV1;
  const client = new ClientV1(clientInfo, { capabilities });
  options.prepareV1?.(client);
  const target = targetOf(options);
  await client.connect('url' in target ? new HttpV1(new URL(target.url)) : new StdioV1(target));
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

async function connectSdkV2(options: SdkOptions): Promise<SdkClient<ClientV2>> {
  const capabilities = (options.capabilities ?? {}) as CapabilitiesV2;
  const mode = options.era === 'modern' ? { pin: MODERN_VERSION } : 'legacy';
  const client = new ClientV2(clientInfo, { capabilities, versionNegotiation: { mode } });
  options.prepareV2?.(client);
  const target = targetOf(options);
  await client.connect('url' in target ? new HttpV2(new URL(target.url)) : new StdioV2(target));
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

export function connectSdk(options: SdkOptions & { sdk: 'v1' }): Promise<SdkClient<ClientV1>>;
export function connectSdk(options: SdkOptions & { sdk: 'v2' }): Promise<SdkClient<ClientV2>>;
export function connectSdk(
  options: SdkOptions & { sdk: 'v1' | 'v2' },
): Promise<SdkClient<ClientV1> | SdkClient<ClientV2>> {
  return options.sdk === 'v1' ? connectSdkV1(options) : connectSdkV2(options);
}

function targetOf(options: SdkOptions): SdkTarget & { env?: Record<string, string>; cwd?: string } {
  if ('target' in options) return options.target;
  const { hub, via } = options;
  if (via === 'http') return { url: hub.url };
  return { command: loomCommand, args: ['proxy'], env: testEnv(hub.home), cwd: hub.home };
}
