import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { NamedItem, ViewOptions, ViewServer } from '../catalog/view.ts';
import { createView, itemText } from '../catalog/view.ts';

/** The catalog as profiles are shown on it. */
export interface Tools extends Pick<ViewOptions, 'naming'> {
  servers: readonly ViewServer[];
}

export interface ProfileTool {
  /** Exposed. */
  name: string;
  server: string;
  upstreamName: string;
  description: string | undefined;
  /** Estimated. */
  tokens: number;
  isVisible: boolean;
}

/** The tools that a profile shows. */
export function shownTools(tools: Tools, profile: Profile | undefined): readonly NamedItem[] {
  return createView({ ...tools, profile, longestInstructions: 0 }).named('tools');
}

/**
 * Every tool of every server, and whether the profile shows it. A tool has the name that the profile's
 * patterns are matched with; where its server is not part of the profile, the one it has for everybody
 * (with `naming: bare` names depend on which servers are seen together).
 */
export function profileTools(tools: Tools, profile: Profile | undefined): ProfileTool[] {
  const all = shownTools(tools, undefined);
  const selected = byOrigin(shownTools(tools, profile && { servers: profile.servers }));
  const shown = byOrigin(shownTools(tools, profile));
  return all.map((item) => {
    const key = keyOf(item);
    const { name, origin, text } = selected.get(key) ?? item;
    return {
      name,
      server: origin.serverId,
      upstreamName: origin.name,
      description: itemText(text, 'description'),
      tokens: tokensOf(text),
      isVisible: shown.has(key),
    };
  });
}

/** About one token per four characters of JSON. */
export function tokensOf(definition: Uint8Array): number {
  let characters = 0;
  // Every byte of UTF-8 but those that go on with a character.
  for (const byte of definition) if ((byte & 0xc0) !== 0x80) characters += 1;
  return Math.ceil(characters / 4);
}

function byOrigin(items: readonly NamedItem[]): Map<string, NamedItem> {
  return new Map(items.map((item) => [keyOf(item), item]));
}

function keyOf({ origin }: NamedItem): string {
  return `${origin.serverId}\0${origin.name}`;
}
