import { isObject } from '../is-object.ts';
import { byGeminiLists } from './by-lists.ts';
import { allOf, type ReadSwitches } from './switch.ts';

/** What `gemini mcp disable` writes, beside the settings: `{ "<name in small letters>": … }`. */
export const enablementFile = 'mcp-server-enablement.json';

const byStates: ReadSwitches = (layers) => {
  const states = layers.find(({ path }) => path.endsWith(enablementFile))?.content;
  return ({ key }) => {
    const state = isObject(states) ? states[key.trim().toLowerCase()] : undefined;
    return { isOff: isObject(state) && state.enabled === false };
  };
};

export const geminiSwitches = allOf(byGeminiLists, byStates);
