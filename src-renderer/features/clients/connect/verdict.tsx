import type { Verification } from '../../../../src-shared/domain/client.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { ToldTrouble } from '../../../ui/trouble-text.tsx';
import classes from './verdict.module.css';

/** What came of running what a client will run; without one, it still runs. */
export function Verdict({ verification }: { verification: Verification | undefined }) {
  const { clients, common } = useMessages();
  const { result } = clients;
  const { number, duration } = useFormats();
  if (!verification) {
    return (
      <div role="status">
        <StateMark tone="working" word={result.trying} />
      </div>
    );
  }
  const { ok, tools = 0, handshakeMs = 0, tried, error, ...told } = verification;
  const works = result.works(common.tools(tools, number(tools)), duration(handshakeMs));
  return (
    <div role="status" className={classes.verdict}>
      <StateMark tone={ok ? 'ok' : 'failed'} word={ok ? works : result.fails} />
      {error && <ToldTrouble told={{ ...told, message: error }} />}
      {tried && (
        <p className={classes.tried}>
          <code>{tried}</code>
        </p>
      )}
    </div>
  );
}
