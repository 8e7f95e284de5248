import { isObject } from '../is-object.ts';
import type { ReadSwitches } from './switch.ts';

/** A list of servers that are switched off, at the top of a file. */
export function byNames(setting: string): ReadSwitches {
  return (layers) => {
    const lists = layers.map(({ content }) => (isObject(content) ? content[setting] : undefined));
    return ({ key }) => ({
      isOff: lists.some((list) => Array.isArray(list) && list.includes(key)),
    });
  };
}
