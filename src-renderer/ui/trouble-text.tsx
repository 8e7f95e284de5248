import type { ReactNode } from 'react';
import { useMessages } from '../state/messages.tsx';
import { type Told, type TroubleWords, toldBy, useTrouble } from '../state/use-trouble.ts';
import { CodedText } from './coded-text.tsx';
import classes from './trouble-text.module.css';

/** What happened, in the reader's language; the hub's own words; what to do. */
export function TroubleText({ trouble, about }: { trouble: TroubleWords; about?: ReactNode }) {
  const { what, detail, remedy } = trouble;
  return (
    <div className={classes.trouble}>
      <p>
        {about} <CodedText text={what} />
      </p>
      {detail !== undefined && <HubDetail text={detail} />}
      {remedy !== undefined && (
        <p className={classes.remedy}>
          <CodedText text={remedy} />
        </p>
      )}
    </div>
  );
}

/** The same of a failure as the hub tells it. */
export function ToldTrouble({ told, about }: { told: Told; about?: ReactNode }) {
  return <TroubleText trouble={useTrouble()(told)} about={about} />;
}

/** The same of what a call threw. */
export function ThrownTrouble({ error }: { error: unknown }) {
  return <ToldTrouble told={toldBy(error)} />;
}

/** The hub's own words: English whatever the page's language, and to be copied. */
export function HubDetail({ text }: { text: string }) {
  const { hub } = useMessages();
  return (
    <p className={classes.detail} lang="en" dir="ltr" title={hub.detail}>
      <CodedText text={text} />
    </p>
  );
}
