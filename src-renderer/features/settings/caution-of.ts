import type { Messages } from '../../messages/messages.ts';

/** What a person may not have meant by a text that is not saved yet. */
export function cautionOf(
  key: string,
  text: string,
  { cautions }: Messages['settings'],
): string | undefined {
  if (key === 'http.enabled' && text === 'false') return cautions.httpOff;
  if (key === 'http.auth.type' && text === '') return cautions.noAuth;
  if (key === 'activity.payloads' && text === 'full') return cautions.fullPayloads;
  return undefined;
}
