import type { CallDetails } from '../../../../src-shared/domain/activity.ts';
import { useMessages } from '../../../state/messages.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { OutcomeMark } from '../outcome-mark.tsx';
import { CallFacts } from './call-facts.tsx';
import classes from './call-view.module.css';
import { Payload } from './payload.tsx';
import { useReplay } from './use-call.ts';

/** All that is known of one call. */
export function CallView({ call }: { call: CallDetails }) {
  const { details: words } = useMessages().activity;
  return (
    <div className={classes.view}>
      <div className={classes.outcome}>
        <OutcomeMark outcome={call.outcome} />
        {call.error && <p className={classes.error}>{call.error}</p>}
      </div>
      <CallFacts call={call} />
      <ReplayPart call={call} />
      {call.withheld !== undefined ? (
        <Withheld why={call.withheld} />
      ) : (
        <>
          <Payload
            title={words.arguments}
            text={call.arguments}
            none={words.noArguments}
            isCut={call.cut.includes('arguments')}
            bytes={call.requestBytes}
          />
          <Payload
            title={words.result}
            text={call.result}
            none={words.noResult}
            isCut={call.cut.includes('result')}
            bytes={call.resultBytes}
          />
        </>
      )}
    </div>
  );
}

function Withheld({ why }: { why: string }) {
  const { details: words } = useMessages().activity;
  return (
    <div className={classes.note}>
      <p>
        {words.withheld}: {why}.
      </p>
      <LinkButton to="/settings" search={{ q: 'activity' }}>
        {words.settings}
      </LinkButton>
    </div>
  );
}

function ReplayPart({ call }: { call: CallDetails }) {
  const { details: words } = useMessages().activity;
  const replay = useReplay(call);
  if (replay.kind === 'none' || replay.kind === 'unknown') return null;
  if (replay.kind === 'unlisted') {
    return <p className={classes.quiet}>{words.notListed(call.server)}</p>;
  }
  if (replay.kind === 'gone') return <p className={classes.quiet}>{words.noReplay(call.name)}</p>;
  return (
    <div className={classes.replay}>
      <LinkButton to="/playground" search={replay.search}>
        {words.replay}
      </LinkButton>
      <p className={classes.quiet}>
        {replay.isCut ? words.replayCut : words.replayWhy} {replay.isHidden && words.replayHidden}
      </p>
    </div>
  );
}
