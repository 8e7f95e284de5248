/** The extension io.modelcontextprotocol/skills (SEP-2640): one skill, with a folder in it. */
import { memorySkillFiles, SkillsExtension } from '@modelcontextprotocol/server/ext/skills';

const files = {
  'greeting/SKILL.md': `---
name: greeting
description: Greets people by the phrases of their language
---

Take a phrase from references/phrases.md.
`,
  'greeting/references/phrases.md': '- Good morning\n- Guten Morgen\n',
};

export const skills = await SkillsExtension.load(memorySkillFiles(files), { strict: true });
