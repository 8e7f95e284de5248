import { describe, expect, test } from 'vitest';
import { LoomError } from '../../../src-shared/errors.ts';
import { parseHttpTarget, showUrl } from './http-target.ts';

const parse = (url: string, headers: Record<string, string> = {}) =>
  parseHttpTarget('docs', { url, headers });

describe('parseHttpTarget', () => {
  test('refuses what is not http or https, without repeating it', () => {
    for (const url of ['ftp://host/s3cret', 'no url s3cret', 'file:///s3cret']) {
      expect(() => parse(url)).toThrow(LoomError);
      expect(() => parse(url)).toThrow(/^(?!.*s3cret).*not an http or https address/);
    }
  });

  test('turns credentials in the url into the header they mean', () => {
    const target = parse('https://me:p%40ss@host/mcp');
    expect(target.url.href).toBe('https://host/mcp');
    expect(target.headers.authorization).toBe(`Basic ${btoa('me:p@ss')}`);
  });

  test('prefers a header that is given to credentials in the url', () => {
    const target = parse('https://me:pass@host/', { Authorization: 'Bearer t' });
    expect(target.headers).toEqual({ authorization: 'Bearer t' });
  });

  test('names a header that cannot be sent, and not its value', () => {
    expect(() => parse('http://host/', { 'X-Key': 's3cret\n' })).toThrow(
      /^(?!.*s3cret).*header "X-Key" cannot be sent/,
    );
    expect(() => parse('http://host/', { 'a b': 's3cret' })).toThrow(/header "a b"/);
  });

  test('quotes servers without our secrets, shortened, on one line', () => {
    const headers = { Authorization: 'Bearer t0ken', 'X-Key': 'key1' };
    const { quote } = parse('https://u:p@host/mcp?k=query', headers);
    expect(quote('bad token\n t0ken for key1 at ?k=query, Bearer t0ken')).toBe(
      'bad token … for … at ?k=…, …',
    );
    expect(quote('x'.repeat(500))).toHaveLength(201);
  });
});

describe('showUrl', () => {
  test('leaves out the query, credentials and long path segments', () => {
    const url = new URL(`https://u:p@host:1/mcp/${'k'.repeat(40)}/x?token=1#y`);
    expect(showUrl(url)).toBe('https://host:1/mcp/…/x');
  });
});
