import { idKey, type NotificationFrame, paramSpans } from '../../../src-shared/wire/frame.ts';
import { splice } from '../../../src-shared/wire/splice.ts';
import type { Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';

/** What clients tell of their requests and of themselves, by notifications. */

/** `notifications/cancelled`: its server hears it in the client's own words. */
export function cancelCall(session: Session, frame: NotificationFrame): void {
  const [span] = paramSpans(frame, ['requestId']) ?? [];
  const call = span && session.calls.get(idKey(frame.bytes, span));
  if (!span || !call) return;
  call.cancel((upstreamId) => splice(frame.bytes, [{ span, text: String(upstreamId) }]));
}

/** Anything else (roots changed) concerns only instances that are the client's own. */
export function tellServers(
  instances: readonly Instance[],
  session: Session,
  frame: NotificationFrame,
): void {
  for (const instance of instances) {
    const isKnown = instance.era === 'legacy' || frame.method !== rootsChanged;
    if (instance.isReady && instance.soleSession === session.id && isKnown) {
      instance.peer.send([frame.bytes], frame.method);
    }
  }
}

/** Modern servers are told the roots when they ask for them. */
const rootsChanged = 'notifications/roots/list_changed';
