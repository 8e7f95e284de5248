import { useFormats, useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import { Explained } from '../../ui/explained.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import type { ActivityQuery } from './filter/activity-query.ts';
import type { ChangeQuery } from './filter/use-activity-query.ts';

/** Before the first call. */
export function NoCalls() {
  const { empty } = useMessages().activity;
  return (
    <Explained
      what={empty.what}
      action={
        <LinkButton to="/playground" look="primary">
          {empty.action}
        </LinkButton>
      }
    >
      <p>{empty.example}</p>
    </Explained>
  );
}

interface NothingFitsProps {
  query: ActivityQuery;
  /** Calls that the charts count all the same. */
  unlisted: number;
  onChange: ChangeQuery;
}

/** There are calls, but none that the filters let through. */
export function NothingFits({ query, unlisted, onChange }: NothingFitsProps) {
  const { empty, filters, notes } = useMessages().activity;
  const { number } = useFormats();
  const { span, from, to } = query;
  const isTimed = span !== undefined || from !== undefined || to !== undefined;
  const anyTime = { span: undefined, from: undefined, to: undefined };
  const everything = { q: undefined, server: undefined, client: undefined, name: undefined };
  return (
    <Explained
      what={isTimed ? empty.notFoundSpan : empty.notFound}
      action={
        isTimed ? (
          <Button onClick={() => onChange(anyTime)}>{empty.allTimes}</Button>
        ) : (
          <Button onClick={() => onChange({ ...anyTime, ...everything, outcome: undefined })}>
            {filters.clear}
          </Button>
        )
      }
    >
      {unlisted > 0 && <p>{notes.unlisted(unlisted, number(unlisted))}</p>}
    </Explained>
  );
}
