import type { Lack } from '../../src-shared/domain/hub-state.ts';
import type { Messages } from '../messages/messages.ts';

/** What a server waits for, to complete "waits for". */
export function describeLack(
  lack: Lack | undefined,
  words: Messages['recent']['lacks'],
): string | undefined {
  switch (lack?.of) {
    case undefined:
      return undefined;
    case 'secret':
      return lack.name === undefined ? words.anySecret : words.secret(lack.name);
    case 'sign-in':
      return words.signIn;
    case 'store':
      return words[lack.store][lack.to];
  }
}
