import { useState } from 'react';
import type { TargetView, Verification } from '../../../../src-shared/domain/client.ts';
import { useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { Button } from '../../../ui/button.tsx';
import { HealthMark } from '../../../ui/health-mark.tsx';
import { Verdict } from '../connect/verdict.tsx';
import { useRowWords } from '../describe-row.ts';
import classes from './target-part.module.css';

/** Whether the client uses what was written; tries it at once where somebody asks. */
export function Trial({ target }: { target: TargetView }) {
  const { one } = useMessages().clients;
  const words = useRowWords();
  const { id, project } = target;
  const [verification, setVerification] = useState<Verification>();
  const trial = useAction(
    async (hub) => {
      const where = { targets: [id], ...(project !== undefined && { project }) };
      return (await hub.clients.verify(where)).find((result) => result.target === id);
    },
    { onDone: setVerification },
  );
  const said = words.proof(target);
  return (
    <div className={classes.stack}>
      <div className={classes.line}>
        {said && <HealthMark {...said} />}
        <Button busy={trial.busy} onClick={() => trial.run()}>
          {trial.busy ? one.trying : one.try}
        </Button>
        <span className={classes.quiet}>{one.tryWhy}</span>
      </div>
      {(trial.busy || verification) && (
        <Verdict verification={trial.busy ? undefined : verification} />
      )}
    </div>
  );
}
