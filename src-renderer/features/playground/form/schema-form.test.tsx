import { MantineProvider } from '@mantine/core';
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { argumentsSample } from '../testing/schemas.ts';
import { SchemaForm } from './schema-form.tsx';

describe('the form of a schema', () => {
  test('is drawn for every schema and value that fits it, with every name', () => {
    fc.assert(
      fc.property(argumentsSample, ({ schema, value }) => {
        const html = draw(schema, value);
        for (const name of Object.keys(schema.properties as object)) expect(html).toContain(name);
      }),
      { numRuns: 40 },
    );
  });

  test('is drawn for what is no schema, too', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue()),
        (properties) => {
          expect(draw({ type: 'object', properties }, {})).toContain('<div');
        },
      ),
      { numRuns: 40 },
    );
  });

  test('shows what a server writes as text', () => {
    const hostile = '<img src=x onerror=alert(1)> [link](javascript:alert(1)) **bold**';
    const properties = {
      a: { type: 'string', title: hostile, description: hostile },
      b: { type: 'object', description: hostile, properties: { c: { enum: [hostile] } } },
      d: { type: 'array', description: hostile, items: { anyOf: [{ title: hostile }, {}] } },
    };
    const html = draw({ type: 'object', properties }, { d: [1] });
    expect(html).toContain('&lt;img');
    expect(html).not.toMatch(/<(img|a|strong)\b/);
  });

  test('writes no style element, which the security policy would refuse', () => {
    fc.assert(
      fc.property(argumentsSample, ({ schema, value }) => {
        expect(draw(schema, value)).not.toContain('<style');
      }),
      { numRuns: 20 },
    );
  });
});

function draw(schema: unknown, value: Record<string, unknown>): string {
  return renderToStaticMarkup(
    <MantineProvider withCssVariables={false} withGlobalClasses={false}>
      <SchemaForm schema={schema} prefix="t" value={value} problems={[]} onChange={() => {}} />
    </MantineProvider>,
  );
}
