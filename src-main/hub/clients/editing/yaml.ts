/** YAML 1.2 with merge keys, at the places that `yaml` finds; its printing is not used. */
import { isScalar, visit } from 'yaml';
import { messageOf } from '../../../../src-shared/errors.ts';
import { plainMessage } from '../../registry/parse-yaml.ts';
import type { KeyPath } from '../client.ts';
import { createDocumentEditor } from './document/create-document-editor.ts';
import type { Parsed } from './document/syntax.ts';
import type { Oddity } from './editor.ts';
import { filePlace } from './file-place.ts';
import { planYamlPut } from './yaml/plan-yaml-put.ts';
import { planYamlRemove } from './yaml/plan-yaml-remove.ts';
import { spanOfNode } from './yaml/yaml-places.ts';
import { locateYaml, parseYamlTree, type YamlTree } from './yaml/yaml-tree.ts';

export const yamlEditor = createDocumentEditor<YamlTree>({
  parse,
  put: planYamlPut,
  remove: planYamlRemove,
  sourceOf,
});

function parse(text: string): Parsed<YamlTree> {
  const tree = parseYamlTree(text);
  const problem = syntaxProblem(tree);
  if (problem) return problem;
  try {
    const content: unknown = tree.document.toJS() ?? undefined;
    return { ok: true, tree, content, oddities: duplicateKeys(tree) };
  } catch (error) {
    // Too many aliases, and merge keys of something else than maps. What it quotes may be secret.
    return { ok: false, reason: messageOf(error).split(':')[0] ?? '', offset: 0 };
  }
}

function syntaxProblem({
  document,
}: YamlTree): Extract<Parsed<YamlTree>, { ok: false }> | undefined {
  const [error] = document.errors;
  if (error) {
    return { ok: false, reason: plainMessage(error.code, error.message), offset: error.pos[0] };
  }
  let offset: number | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return undefined;
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  if (offset === undefined) return undefined;
  return {
    ok: false,
    reason: 'an alias ("*") stands here for something that is not there',
    offset,
  };
}

function duplicateKeys({ text, document }: YamlTree): Oddity[] {
  const oddities: Oddity[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key: node } of map.items) {
        if (!isScalar(node)) continue;
        const key = String(node.value);
        const twice = seen.has(key) && key !== '<<';
        seen.add(key);
        if (!twice) continue;
        oddities.push({ kind: 'duplicate-key', ...filePlace(text, node.range?.[0] ?? 0), key });
      }
    },
  });
  return oddities;
}

/** Without the line end behind it. */
function sourceOf(tree: YamlTree, path: KeyPath): string | undefined {
  const located = locateYaml(tree, path);
  if (!located.ok || located.rest.length > 0) return undefined;
  const node = located.places.at(-1)?.node;
  if (!node) return located.places.length > 1 ? '' : undefined;
  const { start, end } = spanOfNode(tree.text, node);
  return tree.text.slice(start, end);
}
