/** What a modern server demands of the headers of a POST (2026-07-28 streamable-http). */
import type { IncomingHttpHeaders } from 'node:http';
import { fieldsFrom, textFrom } from './arguments.ts';
import { CODES } from './modern-messages.ts';
import type { ModernServer } from './modern-server.ts';
import { META, NAME_SOURCES } from './modern-spec.ts';
import { RawJson, RpcError } from './raw-messages.ts';
import type { Fields } from './raw-server.ts';

/** @throws RpcError -32020 where a header is missing, malformed or other than the body. */
export function checkHeaders(
  server: ModernServer,
  headers: IncomingHttpHeaders,
  message: Fields,
): void {
  const method = textFrom(message.method);
  const params = fieldsFrom(message.params);
  const version = fieldsFrom(params._meta)[META.protocolVersion];
  check('MCP-Protocol-Version', plain(headers, 'mcp-protocol-version'), version);
  check('Mcp-Method', plain(headers, 'mcp-method'), method);
  const source = NAME_SOURCES[method];
  if (source !== undefined) check('Mcp-Name', decoded(headers, 'mcp-name'), params[source]);
  if (method === 'tools/call') checkParameters(server, headers, params);
}

function checkParameters(server: ModernServer, headers: IncomingHttpHeaders, params: Fields): void {
  const definition = server.tools.get(textFrom(params.name))?.definition;
  if (definition === undefined || definition instanceof RawJson) return;
  for (const { header, value } of mirrored(definition.inputSchema, params.arguments)) {
    const name = `Mcp-Param-${header}`;
    const given = decoded(headers, name.toLowerCase());
    if (value === undefined || value === null) {
      if (given !== undefined) throw mismatch(`${name} is there, and its parameter is not`);
    } else if (typeof value === 'number') {
      if (given === undefined || Number(given) !== value) throw mismatch(`${name} is not ${value}`);
    } else check(name, given, String(value));
  }
}

/** The designated parameters below this schema, with what the call gives for them. */
function mirrored(schema: unknown, value: unknown): { header: string; value: unknown }[] {
  const { 'x-mcp-header': header, properties } = fieldsFrom(schema);
  const own = typeof header === 'string' ? [{ header, value }] : [];
  const below = Object.entries(fieldsFrom(properties));
  return [...own, ...below.flatMap(([name, one]) => mirrored(one, fieldsFrom(value)[name]))];
}

function check(name: string, given: string | undefined, wanted: unknown): void {
  if (given === undefined) throw mismatch(`${name} is missing`);
  if (given !== wanted) throw mismatch(`${name} is ${given}, the body says ${wanted}`);
}

function plain(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  if (Array.isArray(value)) throw mismatch(`${name} is there twice`);
  return value;
}

function decoded(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = plain(headers, name);
  if (value === undefined) return undefined;
  if (/[^\t\x20-\x7e]/.test(value)) throw mismatch(`${name} is not plain ASCII`);
  const encoded = /^=\?base64\?(.*)\?=$/.exec(value)?.[1];
  if (encoded === undefined) return value;
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) throw mismatch(`${name} is not base64`);
  return bytes.toString();
}

function mismatch(why: string): RpcError {
  return new RpcError(CODES.headerMismatch, `Header mismatch: ${why}`);
}
