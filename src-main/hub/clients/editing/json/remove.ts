import type { KeyPath } from '../../client.ts';
import type { Edited } from '../editor.ts';
import { spliceAll } from '../splice-all.ts';
import { startBefore } from './container.ts';
import type { EditedText } from './insert.ts';
import { locate } from './locate.ts';
import { proveGone } from './prove.ts';
import { refuse } from './refuse.ts';
import { takeOut } from './take-out.ts';

/** `Editor.remove` for the JSON family. */
export function remove(edited: EditedText, path: KeyPath): Edited {
  const { syntax, text } = edited;
  const located = locate(syntax, text, path);
  if (!located.ok) return refuse(text, located);
  const { found, containers, blocked } = located.trail;
  if (blocked?.why === 'twice') return refuse(text, blocked);
  const member = found.at(-1);
  const container = containers[found.length - 1];
  if (!member || !container || found.length < path.length) return { ok: true, text };
  const fresh = spliceAll(text, takeOut(edited, container, member));
  return proveGone(edited, fresh, { member, from: startBefore(container, member) });
}
