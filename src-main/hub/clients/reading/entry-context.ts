import type { Dialect } from '../client.ts';
import type { FormatsByPath } from './secrets-in.ts';

/** What is known of the file that an entry stands in. */
export interface EntryContext {
  clientId: string;
  /** Without one, the text was pasted: transports are open, and the units of times guessed. */
  dialect?: Pick<Dialect, 'bareUrl' | 'timeoutUnit'>;
  ownUrls?: readonly string[];
  formats?: FormatsByPath;
  /** Loom's own entry is read as well. */
  withLoom?: boolean;
}
