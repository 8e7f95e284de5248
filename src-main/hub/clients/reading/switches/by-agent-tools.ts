import { matches } from '../../../../../src-shared/domain/tool-filter.ts';
import { isObject } from '../is-object.ts';
import type { ReadSwitches } from './switch.ts';

/**
 * Amazon Q's agents have only what their `tools` name: `@server`, `@server/tool` or `*`. Without
 * such a list nothing is filtered.
 */
export const byAgentTools: ReadSwitches = (layers) => {
  const tools = layers.flatMap(({ content }) => {
    const list = isObject(content) ? content.tools : undefined;
    return Array.isArray(list) ? list.filter((tool) => typeof tool === 'string') : [];
  });
  return ({ key }) => {
    if (tools.length === 0 || tools.includes('*')) return {};
    const own = tools
      .map((tool) => /^@([^/]*)(?:\/(.*))?$/s.exec(tool))
      .flatMap((parts) => (parts && matches(parts[1] ?? '', key) ? [parts[2] ?? '*'] : []));
    if (own.length === 0) return { isOff: true, notes: ['the tools of its agent leave it out'] };
    return own.includes('*') ? {} : { tools: { allow: own } };
  };
};
