import { useFormats, useMessages } from '../../../state/messages.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { type SwitchedTool, sumOf } from '../tool-rows.ts';

/** What saving would change: tools that come, tools that go, and what that costs or saves. */
export function Changes({ tools }: { tools: readonly SwitchedTool[] }) {
  const { profiles } = useMessages();
  const { number, compact } = useFormats();
  const changed = tools.filter(({ isChanged }) => isChanged);
  const come = changed.filter(({ hidden }) => !hidden);
  const gone = changed.filter(({ hidden }) => hidden);
  const tokens = sumOf(come) - sumOf(gone);
  const count = (list: readonly unknown[]) => (list.length > 0 ? number(list.length) : '');
  const cost = tokens === 0 ? '' : profiles.tokenChange(tokens > 0, compact(Math.abs(tokens)));
  const what = changed.length > 0 ? profiles.change(count(come), count(gone), cost) : '';
  const word = what ? `${profiles.unsaved}: ${what}` : profiles.unsaved;
  return <StateMark tone="attention" word={word} />;
}
