import { useState } from 'react';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import type { SignInView } from '../../../../src-shared/domain/sign-in.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useTrouble } from '../../../state/use-trouble.ts';
import { Button } from '../../../ui/button.tsx';
import { OpenBrowser } from './open-browser.tsx';
import { OtherBrowser } from './other-browser.tsx';
import classes from './sign-in.module.css';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { useSignIn } from './use-sign-in.ts';

type SignIn = ReturnType<typeof useSignIn>;

/** How things stand with signing in to a server, and what to do; nothing where it wants none. */
export function SignInPanel({ server }: { server: ServerView }) {
  const words = useMessages().signIn;
  const acts = useSignIn(server);
  const { signIn } = server;
  if (!signIn) return null;
  return (
    <section className={classes.panel} aria-label={words.title} aria-live="polite">
      <Stage signIn={signIn} acts={acts} server={server.id} />
    </section>
  );
}

interface StageProps {
  signIn: SignInView;
  acts: SignIn;
  server: string;
}

function Stage({ signIn, acts, server }: StageProps) {
  switch (signIn.phase) {
    case 'needed':
      return <Needed signIn={signIn} acts={acts} server={server} />;
    case 'waiting':
      return <Waiting until={signIn.until} acts={acts} />;
    case 'failed':
      return <Failed signIn={signIn} acts={acts} server={server} />;
    case 'signed-in':
      return <SignedIn signIn={signIn} acts={acts} server={server} />;
    default:
      return signIn satisfies never;
  }
}

function Needed({ signIn, acts, server }: StageProps & { signIn: { scopes: string[] } }) {
  const words = useMessages().signIn;
  return (
    <>
      <div className={classes.text}>
        <p>{words.needed(server)}</p>
        {signIn.scopes.length > 0 && (
          <p className={classes.quiet}>
            {words.asksFor} <code>{signIn.scopes.join(' ')}</code>
          </p>
        )}
      </div>
      <Begin acts={acts} word={words.signIn} />
    </>
  );
}

function Waiting({ until, acts }: { until: number; acts: SignIn }) {
  const words = useMessages().signIn;
  const { clock } = useFormats();
  return (
    <>
      <div className={classes.text}>
        <p>{words.waiting}</p>
        <p className={classes.quiet}>{words.waitsUntil(clock(until))}</p>
        <OtherBrowser finish={acts.finish} />
      </div>
      <div className={classes.actions}>
        {acts.link ? (
          <OpenBrowser link={acts.link} />
        ) : (
          <Button busy={acts.isBeginning} onClick={acts.begin}>
            {words.again}
          </Button>
        )}
        <Button look="quiet" onClick={acts.cancel}>
          {words.cancel}
        </Button>
      </div>
    </>
  );
}

function Failed({
  signIn,
  acts,
}: StageProps & { signIn: Extract<SignInView, { phase: 'failed' }> }) {
  const words = useMessages().signIn;
  const { error: message, ...cause } = signIn;
  const told = useTrouble()({ message, ...cause });
  return (
    <>
      <div className={classes.text}>
        <p className={classes.failed}>{told.what}</p>
        {told.detail && told.detail !== told.what && <p>{told.detail}</p>}
        {told.remedy && <p className={classes.quiet}>{told.remedy}</p>}
      </div>
      <div className={classes.actions}>
        <Begin acts={acts} word={words.again} />
        <Button look="quiet" onClick={acts.cancel}>
          {words.dismiss}
        </Button>
      </div>
    </>
  );
}

type SignedInView = Extract<SignInView, { phase: 'signed-in' }>;

function SignedIn({ signIn, acts, server }: StageProps & { signIn: SignedInView }) {
  const words = useMessages().signIn;
  const { moment } = useFormats();
  const [isAsking, setAsking] = useState(false);
  const { issuer, scopes, expiresAt, renews, wanted } = signIn;
  return (
    <>
      <div className={classes.text}>
        <p>
          {words.signedIn} <code>{issuer}</code>
        </p>
        <p className={classes.quiet}>
          {scopes.length > 0 && <code>{scopes.join(' ')}</code>}{' '}
          {renews ? words.renews : expiresAt !== undefined && words.ends(moment(expiresAt))}
        </p>
        {wanted.length > 0 && (
          <p className={classes.wanted}>
            {words.wanted} <code>{wanted.join(' ')}</code>
          </p>
        )}
      </div>
      <div className={classes.actions}>
        {wanted.length > 0 && <Begin acts={acts} word={words.allowMore} />}
        <Button look="quiet" busy={acts.isSigningOut} onClick={() => setAsking(true)}>
          {words.signOut}
        </Button>
      </div>
      {isAsking && (
        <SignOutDialog
          server={server}
          issuer={issuer}
          onSignOut={acts.signOut}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function Begin({ acts, word }: { acts: SignIn; word: string }) {
  const words = useMessages().signIn;
  return (
    <Button look="primary" busy={acts.isBeginning} onClick={acts.begin}>
      {acts.isBeginning ? words.beginning : word}
    </Button>
  );
}
