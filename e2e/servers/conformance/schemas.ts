/** Input schemas of the tools that have one. */
import type { Tool } from '@modelcontextprotocol/server';

type Schema = Tool['inputSchema'];

const string = { type: 'string' };

/** The suites look for each keyword in here: none may be lost on the way to a client. */
const schemaOf2020: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  properties: {
    parcel: string,
    express: { type: 'boolean' },
    to: { $ref: '#/$defs/address' },
    eta: string,
    slot: string,
  },
  $defs: {
    address: { $anchor: 'address', type: 'object', properties: { line: string, zip: string } },
  },
  allOf: [{ anyOf: [{ required: ['parcel'] }, { required: ['to'] }] }],
  if: { properties: { express: { const: true } }, required: ['express'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['eta'] },
  else: { required: ['slot'] },
};

export const mirroredHeader = {
  type: 'object' as const,
  properties: { region: { type: 'string', 'x-mcp-header': 'Region' } },
};

const inputSchemas: Record<string, Schema> = {
  json_schema_2020_12_tool: schemaOf2020,
  test_sampling: { type: 'object', properties: { prompt: string }, required: ['prompt'] },
  test_elicitation: { type: 'object', properties: { message: string }, required: ['message'] },
  test_mirrored_header: mirroredHeader,
};

export function inputSchemaOf(tool: string): Schema {
  return inputSchemas[tool] ?? { type: 'object', properties: {} };
}
