import { describe, expect, test } from 'vitest';
import { parseChallenge } from './parse-challenge.ts';

const none = { resourceMetadata: undefined, scopes: [], error: undefined };

describe('parseChallenge', () => {
  test('reads what a server asks for, quoted or not', () => {
    const header =
      'Bearer realm="a, b", resource_metadata="https://a.example/x?y=1", scope="one  two", error=invalid_token';
    expect(parseChallenge(header)).toEqual({
      resourceMetadata: 'https://a.example/x?y=1',
      scopes: ['one', 'two'],
      error: 'invalid_token',
    });
  });

  test.each([
    ['Basic realm="x", Bearer scope="a"', ['a']],
    ['bearer scope=a', ['a']],
    ['Bearer error_description="say \\"scope=b\\"", scope="a"', ['a']],
    ['Bearer scope="a", scope="b"', ['a']],
    ['Bearer scope="a", Basic realm="scope"', ['a']],
  ])('finds the scopes in %s', (header, scopes) => {
    expect(parseChallenge(header)?.scopes).toEqual(scopes);
  });

  test.each(['Bearer', 'Bearer ', 'Negotiate, Bearer'])(
    'takes %j as a bare challenge',
    (header) => {
      expect(parseChallenge(header)).toEqual(none);
    },
  );

  test.each([undefined, '', 'Basic realm="Bearer"', 'Digest x="1"', 'Bearers scope="a"'])(
    'finds none in %j',
    (header) => {
      expect(parseChallenge(header)).toBeUndefined();
    },
  );
});
