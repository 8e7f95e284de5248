/**
 * Tools with input schemas of every kind, for whoever makes forms of them. Each answers with its
 * arguments, as they came.
 *
 *   node forms.ts
 *
 * fill              texts, numbers, enums, defaults, nullable values, arrays, objects, unions, files
 * free {…}          any arguments
 * nothing           no arguments
 * shred {path}      says that it may delete (destructiveHint)
 * recursive         a shape that contains itself
 * malformed         a schema that is none
 * media             a picture, a sound, a link, embedded resources, structured content
 */
import { jsonResult } from './lib/raw-messages.ts';
import { RawServer } from './lib/raw-server.ts';

const server = new RawServer({ name: 'forms', capabilities: {} });

const circle = {
  type: 'object',
  properties: { kind: { const: 'circle' }, radius: { type: 'number' } },
  required: ['kind', 'radius'],
};
const square = {
  type: 'object',
  properties: { kind: { const: 'square' }, side: { type: 'number' } },
  required: ['kind', 'side'],
};

const tree = {
  type: 'object',
  properties: { tree: { $ref: '#/$defs/node' } },
  required: ['tree'],
  $defs: {
    node: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        children: { type: 'array', items: { $ref: '#/$defs/node' } },
      },
      required: ['name'],
    },
  },
};

const fill = {
  type: 'object',
  properties: {
    title: { type: 'string', description: 'A short text.', minLength: 2 },
    content: { type: 'string', description: 'A long text, with lines.' },
    count: { type: 'integer', minimum: 1, maximum: 10, default: 3 },
    ratio: { type: 'number' },
    color: { type: 'string', enum: ['red', 'green', 'blue'], default: 'green' },
    level: {
      oneOf: [
        { const: 1, title: 'low' },
        { const: 2, title: 'high' },
      ],
    },
    dry: { type: 'boolean', description: 'Changes nothing.' },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null },
    owner: { type: ['string', 'null'] },
    either: { type: ['string', 'integer'] },
    tags: { type: 'array', items: { type: 'string' } },
    sizes: { type: 'array', items: { enum: ['s', 'm', 'l'] }, uniqueItems: true },
    pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] },
    place: {
      type: 'object',
      description: 'Where it is.',
      properties: { lat: { type: 'number' }, lon: { type: 'number' } },
      required: ['lat', 'lon'],
    },
    shape: { anyOf: [circle, square] },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    extra: {},
    options: { type: 'object' },
    day: { type: 'string', format: 'date' },
    picture: { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' },
    document: { type: 'string', contentMediaType: 'text/markdown' },
  },
  required: ['title'],
};

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC';
const wav = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=';

const schemas: Record<string, object> = {
  fill,
  free: { type: 'object', additionalProperties: true },
  nothing: { type: 'object', properties: {}, additionalProperties: false },
  recursive: tree,
  malformed: {
    type: 'object',
    properties: { odd: { type: 'wrong', items: 7, enum: 'no' }, more: 5 },
  },
};

for (const [name, inputSchema] of Object.entries(schemas)) {
  server.tool({ name, inputSchema }, (input) => jsonResult(input));
}
server.tool(
  {
    name: 'shred',
    description: 'Deletes what is at a path. It does not, really.',
    inputSchema: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
    annotations: { title: 'Shred a file', destructiveHint: true },
  },
  (input) => jsonResult(input),
);
server.tool({ name: 'media', inputSchema: { type: 'object' } }, () => ({
  content: [
    { type: 'text', text: '# Heading\n\n<img src=x onerror="document.title=1"> **bold**' },
    { type: 'image', data: png, mimeType: 'image/png' },
    { type: 'audio', data: wav, mimeType: 'audio/wav' },
    { type: 'resource_link', uri: 'https://example.com/a', name: 'a', description: 'A link.' },
    { type: 'resource', resource: { uri: 'forms://text', mimeType: 'text/plain', text: 'inside' } },
    { type: 'resource', resource: { uri: 'forms://blob', mimeType: 'image/png', blob: png } },
    { type: 'odd', value: [1, { deep: true }] },
  ],
  structuredContent: { list: [1, 2, { name: 'three' }], flag: true, none: null },
}));
server.start();
