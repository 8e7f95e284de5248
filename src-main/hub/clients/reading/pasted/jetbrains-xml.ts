import { splitWords } from '../split-words.ts';
import type { Pasting } from './pasted.ts';

/** Where AI Assistant kept its servers before it had a JSON file: `options/llm.mcpServers.xml`. */
export function isJetbrainsXml(text: string): boolean {
  return /^\s*(<\?xml[^>]*>\s*)?<application>[\s\S]*<component name="McpApplicationServerCommands"/.test(
    text,
  );
}

export function readJetbrainsXml(text: string): Pasting {
  if (!/<\/application>\s*$/.test(text)) return { ok: false, reason: 'the file is cut off' };
  const commands = [...text.matchAll(/<McpServerCommand>([\s\S]*?)<\/McpServerCommand>/g)];
  const servers = commands.map(([, inner = '']) => {
    const {
      enabled,
      programPath,
      arguments: words,
      workingDirectory,
      ...others
    } = pairs(inner, 'option');
    return {
      ...others,
      enabled: enabled !== 'false',
      command: programPath,
      args: splitWords(words ?? ''),
      env: pairs(inner, 'env'),
      ...(workingDirectory ? { cwd: workingDirectory } : {}),
    };
  });
  return { ok: true, kind: 'xml', content: { servers }, roots: [['servers']], clientId: '' };
}

function pairs(text: string, tag: string): Record<string, string | undefined> {
  const tags = text.matchAll(new RegExp(`<${tag}\\s+name="([^"]*)"\\s+value="([^"]*)"`, 'g'));
  return Object.fromEntries(
    [...tags].map(([, name = '', value = '']) => [unescaped(name), unescaped(value)]),
  );
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (written, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? written;
    const code = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : written;
  });
}
