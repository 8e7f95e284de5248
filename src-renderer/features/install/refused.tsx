import type { LinkRefusal } from '../../../src-shared/domain/deep-link.ts';
import { useMessages } from '../../state/messages.tsx';
import { Explained } from '../../ui/explained.tsx';
import { LinkButton } from '../../ui/link-button.tsx';

/** A link that is not followed, and why; what was in it is not shown. */
export function Refused({ reason }: { reason: LinkRefusal }) {
  const { install: words } = useMessages();
  // The reason comes out of the address.
  const why = Object.hasOwn(words.refusals, reason) ? words.refusals[reason] : undefined;
  return (
    <Explained
      role="alert"
      what={words.refused}
      evidence={why ?? words.refusals['no-link']}
      action={<LinkButton to="/">{words.home}</LinkButton>}
    />
  );
}
