import { type Command, InvalidArgumentError } from 'commander';
import { parseLifetime } from '../../../src-shared/domain/token.ts';
import type { Context } from '../../context.ts';
import type { HubClient } from '../../hub-client.ts';
import { hubStarting } from '../../hub-starting.ts';
import { formatMoment } from '../../output/units.ts';

interface Options {
  name?: string;
  profile?: string;
  servers?: string[];
  /** Milliseconds. */
  expires?: number;
  key?: string;
}

export function addTokenGenerate(auth: Command, context: Context): void {
  auth
    .command('token-generate')
    .description('make a token and print it, this once')
    .option('--name <name>', 'what to call it in lists, such as the client it is for')
    .option('--profile <profile>', 'the one profile that its client sees')
    .option(
      '--servers <servers>',
      'the only servers that its client sees, separated by commas',
      readList,
    )
    .option('--expires <time>', 'when it ends, such as 12h, 30d or 1y; never without', readLifetime)
    .option('--key <secret>', 'keep the token as a secret of that name, to be shown again')
    .action(async ({ expires, ...options }: Options) => {
      const hub = await hubStarting(context);
      const expiresAt = expires === undefined ? undefined : context.io.now() + expires;
      const made = await hub.auth.generate({ ...options, expiresAt });
      context.print(made, () => made.text);
      if (!context.json) describe(made, context);
    });
}

type Made = Awaited<ReturnType<HubClient['auth']['generate']>>;

/** On stderr: stdout has the token alone, for scripts. */
function describe({ token, isAsked }: Made, { io, note }: Context): void {
  const { name, expiresAt, key } = token;
  const ends = expiresAt === undefined ? '' : `; it ends ${formatMoment(expiresAt, io.now())}`;
  note(`Token "${name}" is made${ends}. Clients send it as Authorization: Bearer <token>.`);
  note(
    key === undefined
      ? 'Note: it is shown this once.'
      : `Note: it is kept as the secret ${key}; \`loom auth token-show\` shows it again.`,
  );
  if (!isAsked) {
    note(
      'Note: this hub takes HTTP clients without a token; `http.auth.type: token` changes that.',
    );
  }
}

function readList(text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  return items.filter((item) => item !== '');
}

function readLifetime(text: string): number {
  const ms = parseLifetime(text);
  if (ms !== undefined) return ms;
  throw new InvalidArgumentError('Expected a time such as 12h, 30d or 1y, at most 10y.');
}
