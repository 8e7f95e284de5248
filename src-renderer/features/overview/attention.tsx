import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Drift } from '../../../src-shared/domain/client.ts';
import type { HubProblem, ServerView } from '../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { useHealth } from '../../state/use-health.ts';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import { StateMark, type Tone } from '../../ui/state-mark.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { ToldTrouble, TroubleText } from '../../ui/trouble-text.tsx';
import classes from './attention.module.css';
import type { Need } from './list-needs.ts';

/** What needs a person: what happened, why, what to do. Nothing where all is well. */
export function Attention({ needs }: { needs: readonly Need[] }) {
  const { attention } = useMessages().overview;
  if (needs.length === 0) return null;
  return (
    <Section id="attention" title={attention.title}>
      <ul className={classes.list}>
        {needs.map((need) => (
          <li key={need.key} className={classes.need}>
            <NeedRow need={need} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function NeedRow({ need }: { need: Need }) {
  switch (need.kind) {
    case 'server':
      return <ServerNeed server={need.server} />;
    case 'problem':
      return <ProblemNeed problem={need.problem} />;
    case 'drift':
      return <DriftNeed drift={need.drift} />;
    default:
      return need satisfies never;
  }
}

interface RowProps {
  tone: Tone;
  word: string;
  children: ReactNode;
  actions: ReactNode;
}

function Row({ tone, word, children, actions }: RowProps) {
  return (
    <>
      <StateMark tone={tone} word={word} />
      <div className={classes.text}>{children}</div>
      <div className={classes.actions}>{actions}</div>
    </>
  );
}

function ServerNeed({ server }: { server: ServerView }) {
  const { overview, signIn } = useMessages();
  const { attention } = overview;
  const { tone, word, trouble } = useHealth()(server);
  const restart = useAction((hub) => hub.servers.restart({ id: server.id }));
  const isWaiting = server.health.phase === 'waiting';
  return (
    <Row
      tone={tone}
      word={word}
      actions={
        wantsSignIn(server) ? (
          <LinkButton to={`/servers/${server.id}`}>{signIn.signIn}</LinkButton>
        ) : isWaiting ? (
          <LinkButton to="/secrets">{attention.setSecret}</LinkButton>
        ) : (
          <Button
            busy={restart.busy}
            onClick={() => restart.run()}
            label={attention.restart(server.id)}
          >
            {restart.busy ? attention.restarting : attention.restart(server.id)}
          </Button>
        )
      }
    >
      {trouble && (
        <TroubleText
          trouble={trouble}
          about={
            <Link to={`/servers/${server.id}`}>
              <code>{server.id}</code>
            </Link>
          }
        />
      )}
    </Row>
  );
}

function wantsSignIn({ health, signIn }: ServerView): boolean {
  const isLack = health.phase === 'waiting' && health.lack?.of === 'sign-in';
  return isLack || signIn?.phase === 'needed';
}

function ProblemNeed({ problem }: { problem: HubProblem }) {
  const { attention } = useMessages().overview;
  const reload = useAction((hub) => hub.hub.reload());
  const { file, line, column, at } = problem;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return (
    <Row
      tone="attention"
      word={attention.attention}
      actions={
        <Button busy={reload.busy} onClick={() => reload.run()}>
          {reload.busy ? attention.reading : attention.readAgain}
        </Button>
      }
    >
      <ToldTrouble told={problem} />
      <p className={classes.remedy}>
        {place && <code>{place}</code>} <TimeAgo at={at} />
      </p>
    </Row>
  );
}

function DriftNeed({ drift: { target, label, file, at } }: { drift: Drift }) {
  const { attention } = useMessages().overview;
  const resolve = useAction((hub, answer: 'heal' | 'leave') =>
    hub.clients.resolveDrift({ target, answer }),
  );
  return (
    <Row
      tone="attention"
      word={attention.attention}
      actions={
        <>
          <Button busy={resolve.busy} onClick={() => resolve.run('heal')}>
            {attention.putBack}
          </Button>
          <Button look="quiet" busy={resolve.busy} onClick={() => resolve.run('leave')}>
            {attention.leave}
          </Button>
        </>
      }
    >
      <p>{attention.drifted(label)}</p>
      <p className={classes.remedy}>
        {attention.drift} <code>{file}</code> <TimeAgo at={at} />
      </p>
    </Row>
  );
}
