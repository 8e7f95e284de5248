/** docs/openapi.json: the contract as it is served over HTTP, for those who call it without Loom's code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyContractProcedure, getEventIteratorSchemaDetails } from '@orpc/contract';
import { z } from 'zod';
import packageJson from '../../../../package.json' with { type: 'json' };
import { FailureData } from '../../../../src-shared/contract/base.ts';
import { contract } from '../../../../src-shared/contract/index.ts';
import * as activity from '../../../../src-shared/domain/activity.ts';
import * as client from '../../../../src-shared/domain/client.ts';
import * as hubState from '../../../../src-shared/domain/hub-state.ts';
import * as imports from '../../../../src-shared/domain/import.ts';
import * as preset from '../../../../src-shared/domain/preset.ts';
import * as profile from '../../../../src-shared/domain/profile.ts';
import * as secret from '../../../../src-shared/domain/secret.ts';
import * as server from '../../../../src-shared/domain/server.ts';
import * as token from '../../../../src-shared/domain/token.ts';
import { errorCodes } from '../../../../src-shared/errors.ts';

const description = `The API between the hub and its console or command line. Every call is a POST of \
\`{"json": <input>}\`, answered with \`{"json": <output>}\`. Where the answer is an event stream, each event \
\`message\` carries one such object, \`error\` a failure, and \`done\` ends it. A \`meta\` beside \`json\` names \
what JSON cannot say itself, such as what was undefined, and may be left out.

Over the hub's local socket no credential is needed. Over TCP only the console may call, with the cookie \
that its link sets; the cookie's name ends with the port. The API may change with every version of Loom.`;

export function writeOpenApi(): string {
  const groups = Object.entries(contract);
  const schemas: Schemas = {};
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Loom hub',
      version: packageJson.version,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://127.0.0.1:8088/api' }],
    security: [{}, { console: [] }],
    tags: groups.map(([name]) => ({ name })),
    paths: Object.fromEntries(groups.flatMap(([group, calls]) => pathsOf(group, calls, schemas))),
    components: {
      securitySchemes: {
        console: { type: 'apiKey', in: 'cookie', name: 'loom-console-8088' },
      },
      responses: { LOOM: failure(schemas) },
      schemas,
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

type Calls = Record<string, AnyContractProcedure>;
/** What several calls have in common, by name; filled as the calls are described. */
type Schemas = Record<string, unknown>;

function pathsOf(group: string, calls: Calls, schemas: Schemas) {
  const said = commentsIn(group);
  return Object.entries(calls).map(([name, call]) => [
    `/${group}/${name}`,
    { post: operation({ group, name, call, schemas, said: said.get(name) }) },
  ]);
}

interface Operation {
  group: string;
  name: string;
  call: AnyContractProcedure;
  /** What the contract's source says about it. */
  said: string | undefined;
  schemas: Schemas;
}

function operation({ group, name, call, said, schemas }: Operation): object {
  const { inputSchema, outputSchema } = call['~orpc'];
  const events = outputSchema && getEventIteratorSchemaDetails(outputSchema);
  const answer = enveloped(events ? events.yields : outputSchema, 'output', schemas);
  return {
    operationId: `${group}.${name}`,
    tags: [group],
    ...(said !== undefined && { description: said }),
    ...(inputSchema && { requestBody: requestBody(inputSchema, schemas) }),
    ...(events && { 'x-event-stream': true }),
    responses: {
      200: {
        description: events ? 'Events, as they come.' : 'The answer.',
        content: { [events ? 'text/event-stream' : 'application/json']: { schema: answer } },
      },
      500: { $ref: '#/components/responses/LOOM' },
    },
  };
}

function requestBody(schema: unknown, schemas: Schemas): object {
  const isOptional = asZod(schema).safeParse(undefined).success;
  const content = { 'application/json': { schema: enveloped(schema, 'input', schemas) } };
  return { required: !isOptional, content };
}

/** The value as the carrier wraps it. */
function enveloped(schema: unknown, io: 'input' | 'output', schemas: Schemas): object {
  if (schema === undefined) return { type: 'object' };
  const {
    $schema: _,
    $defs = {},
    ...json
  } = z.toJSONSchema(asZod(schema), {
    io,
    metadata: named,
  });
  // What is read may leave out what has a default, so both directions have their own.
  const nameOf = (name: string) => (io === 'input' ? `${name}Input` : name);
  const shared = (value: unknown): unknown => renamed(value, nameOf);
  for (const [name, { id: __, ...definition }] of Object.entries($defs)) {
    schemas[nameOf(name)] = shared(definition);
  }
  return { type: 'object', properties: { json: shared(json) }, required: ['json'] };
}

/** The domain's schemas by their names; whatever has one is described once. */
const named = z.registry<{ id: string }>();
for (const module of [
  activity,
  client,
  hubState,
  imports,
  preset,
  profile,
  secret,
  server,
  token,
]) {
  for (const [id, schema] of Object.entries(module)) {
    if (schema instanceof z.ZodType) named.add(schema, { id });
  }
}

/** References into the schema itself as references into the document. */
function renamed(value: unknown, nameOf: (name: string) => string): unknown {
  const asText = JSON.stringify(value);
  const moved = asText.replace(
    /"#\/\$defs\/(\w+)"/g,
    (_, name: string) => `"#/components/schemas/${nameOf(name)}"`,
  );
  return JSON.parse(moved);
}

/** What every call may fail with, its code in `data.code`. */
function failure(schemas: Schemas): object {
  const json = z.object({
    defined: z.boolean(),
    code: z.literal('LOOM'),
    status: z.literal(500),
    /** What happened and why. */
    message: z.string(),
    data: FailureData.extend({ code: z.enum(Object.keys(errorCodes)) }),
  });
  return {
    description: 'It failed: `message` says what happened and why, `data.remedy` what to do.',
    content: { 'application/json': { schema: enveloped(json, 'output', schemas) } },
  };
}

/** All schemas of the contract are zod's, which the contract library does not say. */
function asZod(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodType) return schema;
  throw new TypeError('the contract has a schema that is not of zod');
}

const commentAndCall = /^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(\w+): call\b/gm;

/** The doc comment of each call of a group. */
function commentsIn(group: string): Map<string, string> {
  const file = join(import.meta.dirname, `../../../../src-shared/contract/${group}.ts`);
  const found = readFileSync(file, 'utf8').matchAll(commentAndCall);
  return new Map([...found].map(([, comment = '', name = '']) => [name, plain(comment)]));
}

function plain(comment: string): string {
  return comment.replace(/\s*\n\s*\* ?/g, ' ').trim();
}
