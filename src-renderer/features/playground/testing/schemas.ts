/** JSON Schemas as servers write them, each with a value that fits it. */
import fc from 'fast-check';

export interface Sample {
  schema: Record<string, unknown>;
  value: unknown;
}

const name = fc.stringMatching(/^[a-z][a-z_]{0,8}$/);

const text: fc.Arbitrary<Sample> = fc.record({
  schema: fc.record(
    { type: fc.constant('string'), title: fc.string(), description: fc.string() },
    { requiredKeys: ['type'] },
  ),
  value: fc.string(),
});

const number: fc.Arbitrary<Sample> = fc
  .tuple(fc.integer({ min: -100, max: 100 }), fc.constantFrom('number', 'integer'))
  .map(([value, type]) => ({ schema: { type, minimum: -100, maximum: 100 }, value }));

const flag: fc.Arbitrary<Sample> = fc
  .boolean()
  .map((value) => ({ schema: { type: 'boolean' }, value }));

const choice: fc.Arbitrary<Sample> = fc
  .uniqueArray(name, { minLength: 1, maxLength: 4 })
  .map((values) => ({ schema: { enum: values }, value: values[0] }));

const file: fc.Arbitrary<Sample> = fc.constant({
  schema: { type: 'string', contentEncoding: 'base64' },
  value: 'aGVsbG8=',
});

const anything: fc.Arbitrary<Sample> = fc
  .jsonValue({ maxDepth: 2 })
  .map((value) => ({ schema: {}, value }));

const leaf = fc.oneof(text, number, flag, choice, file, anything);

const { sample } = fc.letrec<{ sample: Sample }>((tie) => ({
  sample: fc.oneof(
    { maxDepth: 3 },
    leaf,
    objectOf(tie('sample')),
    tie('sample').map(({ schema, value }) => ({
      schema: { type: 'array', items: schema },
      value: [value, value],
    })),
    fc.tuple(tie('sample'), tie('sample')).map(([one, two]) => ({
      schema: { type: 'array', prefixItems: [one.schema, two.schema] },
      value: [one.value, two.value],
    })),
    // What others may fit it as well: a union of any shape.
    fc.tuple(tie('sample'), tie('sample')).map(([one, other]) => ({
      schema: { anyOf: [one.schema, other.schema] },
      value: one.value,
    })),
    tie('sample').map(({ schema, value }) => ({
      schema: { anyOf: [schema, { type: 'null' }], default: null },
      value,
    })),
  ),
}));

/** A tool's arguments: an object, some of its properties required. */
export const argumentsSample: fc.Arbitrary<Sample & { value: Record<string, unknown> }> = objectOf(
  sample,
) as fc.Arbitrary<Sample & { value: Record<string, unknown> }>;

function objectOf(members: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> {
  return fc
    .tuple(fc.dictionary(name, members, { maxKeys: 4, noNullPrototype: true }), fc.boolean())
    .map(([properties, areRequired]) => {
      const entries = Object.entries(properties);
      return {
        schema: {
          type: 'object',
          properties: Object.fromEntries(entries.map(([key, { schema }]) => [key, schema])),
          ...(areRequired && { required: entries.map(([key]) => key) }),
        },
        value: Object.fromEntries(entries.map(([key, one]) => [key, one.value])),
      };
    });
}
