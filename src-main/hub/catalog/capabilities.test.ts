import { expect, test } from 'vitest';
import {
  extensions,
  type KnownAnswer,
  legacyCapabilities,
  modernCapabilities,
} from './capabilities.ts';

const { tasks, ui, skills } = extensions;

function answer(era: 'legacy' | 'modern', capabilities: Record<string, unknown>): KnownAnswer {
  return { era, capabilities };
}

test('tasks of 2025-11-25 are for the legacy era, the extension is for the modern one', () => {
  const both = [
    answer('legacy', { tasks: {} }),
    answer('modern', { extensions: { [tasks]: { list: true } } }),
  ];
  expect(legacyCapabilities(both)).toEqual({
    tools: { listChanged: true },
    tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } },
  });
  expect(modernCapabilities(both)).toEqual({
    tools: { listChanged: true },
    extensions: { [tasks]: { list: true } },
  });
  const alone = [answer('legacy', { extensions: { [tasks]: {} } })];
  expect(modernCapabilities(alone)).toEqual({ tools: { listChanged: true } });
});

test('extensions are announced where a server declares them and the hub relays them', () => {
  const servers = [
    answer('legacy', { extensions: { [ui]: { mimeTypes: ['x'] }, 'example.com/x': {} } }),
    answer('modern', { extensions: { [skills]: {} } }),
  ];
  expect(legacyCapabilities(servers).extensions).toEqual({ [ui]: { mimeTypes: ['x'] } });
  expect(modernCapabilities(servers).extensions).toEqual({
    [ui]: { mimeTypes: ['x'] },
    [skills]: {},
  });
});

test('a modern client hears of tasks and apps while some server may still have them', () => {
  const known = answer('legacy', { extensions: { [ui]: { mimeTypes: ['x'] } } });
  expect(modernCapabilities([known, undefined]).extensions).toEqual({
    [tasks]: {},
    [ui]: { mimeTypes: ['x'] },
  });
  expect(legacyCapabilities([undefined]).extensions).toBeUndefined();
});

test('apps are announced across the eras, since tools and resources are all that they need', () => {
  for (const era of ['legacy', 'modern'] as const) {
    const servers = [answer(era, { extensions: { [ui]: {} } })];
    expect(legacyCapabilities(servers).extensions).toEqual({ [ui]: {} });
    expect(modernCapabilities(servers).extensions).toEqual({ [ui]: {} });
  }
});

test('of several, only the settings that all of them share are promised', () => {
  const servers = [
    answer('modern', { extensions: { [tasks]: { list: true, same: [1] } } }),
    answer('modern', { extensions: { [tasks]: { same: [1], more: 2 } } }),
  ];
  expect(modernCapabilities(servers).extensions).toEqual({ [tasks]: { same: [1] } });
});

test('skills are announced where one server has them, since no lists of several are merged', () => {
  const one = answer('legacy', { extensions: { [skills]: { directoryRead: true } } });
  const other = answer('modern', { extensions: { [skills]: {} } });
  expect(legacyCapabilities([one]).extensions).toEqual({ [skills]: { directoryRead: true } });
  expect(modernCapabilities([one]).extensions).toEqual({ [skills]: { directoryRead: true } });
  for (const merge of [legacyCapabilities, modernCapabilities]) {
    expect(merge([one, other])).toEqual({ tools: { listChanged: true } });
  }
});

test('capabilities that are not what they should be count as none', () => {
  const odd = [answer('modern', { resources: true, extensions: [ui] }), answer('modern', {})];
  expect(modernCapabilities(odd)).toEqual({
    tools: { listChanged: true },
    resources: { listChanged: true },
  });
  expect(modernCapabilities([answer('modern', { extensions: { [ui]: null } })])).toEqual({
    tools: { listChanged: true },
    extensions: { [ui]: {} },
  });
});
