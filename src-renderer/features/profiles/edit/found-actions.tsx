import { useFormats, useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { canShow, setTools } from '../edit-profile.ts';
import type { SwitchedTool } from '../tool-rows.ts';
import type { Draft } from '../use-draft.ts';

interface FoundActionsProps {
  found: readonly SwitchedTool[];
  draft: Draft;
}

/** Shows or hides all that a search found. */
export function FoundActions({ found, draft }: FoundActionsProps) {
  const { profiles } = useMessages();
  const { number } = useFormats();
  const { profile, change } = draft;
  const seen = found.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const unseen = found.filter(({ hidden }) => hidden && canShow(hidden)).map(({ name }) => name);
  return (
    <>
      {seen.length > 0 && (
        <Button onClick={() => change(setTools(profile, seen, false))}>
          {profiles.hideFound(seen.length, number(seen.length))}
        </Button>
      )}
      {unseen.length > 0 && (
        <Button onClick={() => change(setTools(profile, unseen, true))}>
          {profiles.showFound(unseen.length, number(unseen.length))}
        </Button>
      )}
    </>
  );
}
