import { ToolSchema } from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { describe, expect, test } from 'vitest';
import { legacyTool } from './legacy-tool.ts';

const input = '"inputSchema":{"type":"object","properties":{"n":{"maximum":1e400}}}';

function toolText(schema: string): string {
  return `{ "name":"a", "outputSchema" : ${schema} , ${input}, "x-a":12345678901234567890 }`;
}

function lowered(text: string): { text: string; wrapsResults: boolean } {
  const tool = legacyTool(Buffer.from(text));
  return { ...tool, text: Buffer.from(tool.text).toString() };
}

/** What a strict legacy client makes of a schema: whether a value fits. */
function validatorOf(schema: string): (value: unknown) => boolean {
  const { outputSchema } = ToolSchema.parse(JSON.parse(lowered(toolText(schema)).text));
  if (!outputSchema) throw new Error('no outputSchema');
  const validate = new AjvJsonSchemaValidator().getValidator(outputSchema as object);
  return (value) => validate(value).valid;
}

describe('a tool of a modern server for legacy clients', () => {
  test.each([
    toolText('{ "type":"object" }'),
    toolText('{"type":"obj\\u0065ct","properties":{"a":{}},"$ref":"#/x"}'),
    `{"name":"a",${input}}`,
    '{}',
  ])('is the same, where they can read it: %s', (text) => {
    const bytes = Buffer.from(text);
    expect(legacyTool(bytes)).toEqual({ text: bytes, wrapsResults: false });
    expect(legacyTool(bytes).text).toBe(bytes);
  });

  test.each([
    ['{"type":"array","maxItems":1e400}', ''],
    ['{}', ''],
    ['{ "anyOf" : [ {"type":"object"} ] }', ''],
    ['{"type":["object","null"]}', ''],
    ['{"type":"string","$schema":"https://x/y"}', '"$schema":"https://x/y",'],
    ['{"$schema":1}', ''],
  ])('has a schema of an object, all else untouched: %s', (schema, head) => {
    const wrapped = `{${head}"type":"object","properties":{"result":${schema}},"required":["result"]}`;
    expect(lowered(toolText(schema))).toEqual({ text: toolText(wrapped), wrapsResults: true });
  });

  test.each([
    'true',
    'null',
    '[]',
    '{"type":"object","properties":{"a":true}}',
    '{"type":"object","properties":[]}',
    '{"type":"array","type":"object"}',
    '{"items":{"$recursiveRef":"#"}}',
    '{"items":{"$id":"a","$id":"#b","$ref":"#"}}',
  ])('has no schema, where none would be right: %s', (schema) => {
    const without = `{ "name":"a", ${input}, "x-a":12345678901234567890 }`;
    expect(lowered(toolText(schema))).toEqual({ text: without, wrapsResults: false });
  });

  test('has no schema, where it has two', () => {
    expect(lowered('{"outputSchema":{},"name":"a","output\\u0053chema":{}}')).toEqual({
      text: '{"name":"a"}',
      wrapsResults: false,
    });
  });

  test('is read once', () => {
    const bytes = Buffer.from(toolText('{}'));
    expect(legacyTool(bytes)).toBe(legacyTool(bytes));
  });

  test('has references that lead where they led', () => {
    const list =
      '{"type":"array","items":{"$ref":"#/$defs/item"},"$defs":{"item":{"type":"null"}}}';
    const fitsList = validatorOf(list);
    expect(fitsList({ result: [null, null] })).toBe(true);
    expect(fitsList({ result: [1] })).toBe(false);
    expect(fitsList([null])).toBe(false);
    const fitsTree = validatorOf(
      '{"anyOf":[{"type":"null"},{"type":"array","items":{"$ref":"#"}}]}',
    );
    expect(fitsTree({ result: [[], [null, [[]]]] })).toBe(true);
    expect(fitsTree({ result: [[], [1]] })).toBe(false);
  });
});
