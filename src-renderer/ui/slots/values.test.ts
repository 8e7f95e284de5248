import { expect, test } from 'vitest';
import type { PresetParameter } from '../../../src-shared/domain/preset.ts';
import {
  filledByLink,
  freeName,
  initialValues,
  isServerName,
  referredSecret,
  secretReference,
} from './values.ts';

test('fields begin with the defaults, as texts that can be edited', () => {
  const values = initialValues([
    parameter('path', 'folder', '${project}'),
    parameter('folders', 'list', ['a', 'b']),
    parameter('limit', 'number', 20),
    parameter('readOnly', 'boolean', true),
    parameter('verbose', 'boolean'),
    parameter('token', 'secret'),
  ]);
  expect(values).toEqual({
    path: '${project}',
    folders: 'a\nb',
    limit: '20',
    readOnly: true,
    verbose: false,
    token: '',
  });
});

test('a link fills fields that there are, and no secret', () => {
  const parameters = [
    parameter('path', 'folder', '/'),
    parameter('readOnly', 'boolean'),
    parameter('token', 'secret'),
  ];
  const given = { path: '/tmp', readOnly: 'true', token: 'stolen', other: 'x' };
  expect(initialValues(parameters, given)).toEqual({ path: '/tmp', readOnly: true, token: '' });
  expect(filledByLink(parameters, given)).toEqual(['path', 'readOnly']);
});

test('a name that is taken gets a number', () => {
  expect(freeName('git', [])).toBe('git');
  expect(freeName('git', ['git', 'git-2', 'github'])).toBe('git-3');
});

test('knows what servers may be called', () => {
  expect(['git', 'a', 'my-server_2'].every(isServerName)).toBe(true);
  expect(['', 'a__b', '-a', 'a_', 'a b', 'a'.repeat(33)].some(isServerName)).toBe(false);
});

test('tells a reference to a secret from a value that looks like one', () => {
  expect(referredSecret(secretReference('GITHUB_TOKEN'))).toBe('GITHUB_TOKEN');
  expect(referredSecret('Bearer ${secret:A}')).toBeUndefined();
  expect(referredSecret('$${secret:A}')).toBeUndefined();
  expect(referredSecret('')).toBeUndefined();
});

function parameter(
  name: string,
  type: PresetParameter['type'],
  value?: PresetParameter['default'],
): PresetParameter {
  return {
    name,
    label: name,
    type,
    required: true,
    ...(value !== undefined && { default: value }),
  };
}
