import type { Session } from '../../sessions/session.ts';
import type { Client } from '../client.ts';
import { verifierName } from '../verify/verifier-name.ts';

/** What a session says of itself, as far as that tells which client it is. */
export type Caller = Pick<Session, 'isHubs' | 'clientInfo' | 'options'>;

/** Names that clients give themselves which say another one, or nothing (seen in the wild). */
const ownNames: Readonly<Record<string, string>> = {
  'claude-ai': 'claude-desktop',
  'visual-studio-code': 'vscode',
  'github-copilot-developer': 'copilot-cli',
};

/**
 * The id of the client behind a session: what its entry says (`--client`), else what it calls itself.
 * Undefined for the hub's own sessions and trials, and for strangers.
 */
export function clientOf(
  { isHubs, clientInfo, options }: Caller,
  clients: readonly Pick<Client, 'id' | 'label'>[],
): string | undefined {
  const name = typeof clientInfo?.name === 'string' ? clientInfo.name : '';
  if (isHubs || name === verifierName) return undefined;
  const hinted = clients.find(({ id }) => id === options.clientHint);
  return hinted?.id ?? byName(dashed(name), clients);
}

/** The longest name that it begins with: `codex-mcp-client` is `codex`. */
function byName(
  name: string,
  clients: readonly Pick<Client, 'id' | 'label'>[],
): string | undefined {
  if (name === '') return undefined;
  if (Object.hasOwn(ownNames, name)) return ownNames[name];
  const fits = clients
    .flatMap(({ id, label }) => [id, dashed(label)].map((known) => ({ id, known })))
    .filter(({ known }) => name === known || name.startsWith(`${known}-`))
    .sort((one, other) => other.known.length - one.known.length);
  return fits[0]?.id;
}

function dashed(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
