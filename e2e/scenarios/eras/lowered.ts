/** What a legacy client is told of a modern server's structured content (SEP-2106, docs/fidelity.md). */
import { at, changed, type Exact, readExact, without } from './exact-json.ts';

/** A tool of a list, with an `outputSchema` of the legacy era or none. */
export function loweredItem(item: Exact): Exact {
  const schema = at(item, 'outputSchema');
  if (!schema || at(schema, 'type')?.text === '"object"') return item;
  // The servers here have no other than `true`.
  return without(item, ['outputSchema']);
}

/** An answer to `tools/call`, whose structured content is an object. */
export function loweredAnswer(text: string): string {
  const lowered = changed(readExact(text), 'result', (result) =>
    changed(result, 'structuredContent', (content) =>
      content.members ? content : readExact(`{"result":${content.text}}`),
    ),
  );
  return lowered.text;
}
