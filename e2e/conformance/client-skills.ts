/** What a host does with skills (SEP-2640): it takes only files that are what their entry says. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import type { Json } from '../harness/rpc-session.ts';
import type { ScenarioClient } from './scenario-clients.ts';

export async function browseSkills(client: ScenarioClient): Promise<Json[]> {
  const { skills } = await client.ask('skills/list');
  return skills;
}

/** Loads every skill; of one whose SKILL.md is not what was announced, it reads no further file. */
export async function loadSkills(client: ScenarioClient): Promise<void> {
  for (const skill of await browseSkills(client)) await loadSkill(client, skill);
}

async function loadSkill(client: ScenarioClient, skill: Json): Promise<void> {
  const main = skill.resources.find(({ uri }: Json) => uri === skill.uri);
  const text = await readVerified(client, main);
  if (text === undefined || !isDeepStrictEqual(frontmatterOf(text), skill.frontmatter)) return;
  for (const file of skill.resources) if (file !== main) await readVerified(client, file);
}

/** @returns undefined where it has another size or content than its entry says. */
async function readVerified(
  client: ScenarioClient,
  { uri, size, digest }: Json,
): Promise<string | undefined> {
  const { contents } = await client.ask('resources/read', { uri });
  const text = String(contents[0].text);
  const hash = createHash('sha256').update(text).digest('hex');
  const isAsAnnounced = Buffer.byteLength(text) === size && `sha256:${hash}` === digest;
  return isAsAnnounced ? text : undefined;
}

function frontmatterOf(markdown: string): unknown {
  return parse(markdown.split(/^---$/m)[1] ?? '');
}
