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
import { loomCommand, type TestHub, testEnv } from './hub.ts';

export interface SdkOptions {
  hub: Pick<TestHub, 'home' | 'url'>;
  via: 'proxy' | 'http';
  capabilities?: object;
  /** Called before the client connects: the place for `setRequestHandler`. */
  prepareV1?(client: ClientV1): void;
  prepareV2?(client: ClientV2): void;
}

export type SdkClient<Client> = { client: Client } & AsyncDisposable;

const clientInfo = { name: 'sdk-client', version: '1.0.0' };

async function connectSdkV1(options: SdkOptions): Promise<SdkClient<ClientV1>> {
  const capabilities = (options.capabilities ?? {}) as CapabilitiesV1;
  const client = new ClientV1(clientInfo, { capabilities });
  options.prepareV1?.(client);
  const transport =
    options.via === 'http' ? new HttpV1(new URL(options.hub.url)) : new StdioV1(proxy(options.hub));
  await client.connect(transport);
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

async function connectSdkV2(options: SdkOptions): Promise<SdkClient<ClientV2>> {
  const capabilities = (options.capabilities ?? {}) as CapabilitiesV2;
  const client = new ClientV2(clientInfo, { capabilities });
  options.prepareV2?.(client);
  const transport =
    options.via === 'http' ? new HttpV2(new URL(options.hub.url)) : new StdioV2(proxy(options.hub));
  await client.connect(transport);
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

export function connectSdk(options: SdkOptions & { sdk: 'v1' }): Promise<SdkClient<ClientV1>>;
export function connectSdk(options: SdkOptions & { sdk: 'v2' }): Promise<SdkClient<ClientV2>>;
export function connectSdk(
  options: SdkOptions & { sdk: 'v1' | 'v2' },
): Promise<SdkClient<ClientV1> | SdkClient<ClientV2>> {
  return options.sdk === 'v1' ? connectSdkV1(options) : connectSdkV2(options);
}

function proxy(hub: Pick<TestHub, 'home'>) {
  return { command: loomCommand, args: ['proxy'], env: testEnv(hub.home), cwd: hub.home };
}
