import type { Command } from 'commander';
import type { ServerDetails } from '../../../src-shared/contract/servers.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';
import type { Context } from '../../context.ts';
import { healthFormat, healthText, serverTroubles } from '../../describe-server.ts';
import { describeSignIn } from '../../describe-sign-in.ts';
import { plainText } from '../../output/style.ts';
import { formatFields, formatTable, wrapText } from '../../output/table.ts';
import { formatMoment } from '../../output/units.ts';
import { aboutServer } from '../../suggest.ts';

export function addShow(servers: Command, context: Context): void {
  servers
    .command('show')
    .description('all that is known of a server')
    .argument('<server>', 'its name')
    .action(async (id: string) => {
      const { hub } = context;
      const details = await aboutServer(hub, id, () => hub.servers.get({ id }));
      context.print(details, () => formatDetails(details, context));
    });
}

function formatDetails(details: ServerDetails, context: Context): string {
  const { style } = context.page;
  const now = context.io.now();
  const sections = [
    `${style('bold', details.view.id)}  ${style(healthFormat(details.view.health), healthText(details.view.health, now))}`,
    ...serverTroubles([details.view], now).map(plainText),
    formatOverview(details, context),
    formatInstances(details, context),
    formatNamed('TOOL', details.tools, context),
    formatNamed('PROMPT', details.prompts, context),
    formatNamed(
      'RESOURCE',
      details.resources.map(({ uri, name }) => ({ name: uri, description: name })),
      context,
    ),
    formatNamed(
      'TEMPLATE',
      details.templates.map(({ uriTemplate, name }) => ({ name: uriTemplate, description: name })),
      context,
    ),
    formatOutput(details.stderr, context),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function formatOverview({ view, entry, initialize }: ServerDetails, context: Context): string {
  const now = context.io.now();
  const { serverInfo, protocolVersion } = readInitialize(initialize);
  return formatFields(
    [
      ['title', view.title && plainText(view.title)],
      ['runs', plainText(view.target)],
      ['sign-in', view.signIn && plainText(describeSignIn(view.signIn, now))],
      ['env', keysOf(entry.env)],
      ['headers', keysOf(entry.headers)],
      ['scope', view.interactive ? `${view.scope} (asks its client things)` : view.scope],
      ['era', view.era && eraTexts[view.era]],
      ['server', serverInfo && plainText(serverInfo)],
      ['protocol', protocolVersion && plainText(protocolVersion)],
      ['surface', view.surface && `seen ${formatMoment(view.surface.fetchedAt, now)}`],
      ['calls', `${view.calls}, ${view.errors} failed`],
      ['used', view.lastUsedAt ? formatMoment(view.lastUsedAt, now) : 'never'],
    ],
    context.page.style,
  );
}

const eraTexts: Record<NonNullable<ServerDetails['view']['era']>, string> = {
  legacy: 'legacy',
  modern: 'modern',
  dual: 'legacy and modern, as the client speaks',
};

function formatInstances({ view }: ServerDetails, context: Context): string {
  if (view.instances.length === 0) return '';
  const now = context.io.now();
  return formatTable(
    view.instances,
    [
      { heading: 'INSTANCE', value: ({ key }) => key },
      { heading: 'ERA', value: ({ era }) => era ?? '' },
      { heading: 'PID', value: ({ pid }) => String(pid ?? ''), align: 'right' },
      {
        heading: 'STATE',
        value: ({ state }) => `${state.phase} ${formatMoment(state.since, now)}`,
      },
      { heading: 'SESSIONS', value: ({ sessions }) => String(sessions), align: 'right' },
      { heading: 'IN FLIGHT', value: ({ callsInFlight }) => String(callsInFlight), align: 'right' },
      { heading: 'USED', value: ({ lastUsedAt }) => formatMoment(lastUsedAt, now) },
    ],
    context.page,
  );
}

interface Named {
  name: string;
  description?: string | undefined;
}

function formatNamed(heading: string, items: readonly Named[], { page }: Context): string {
  if (items.length === 0) return '';
  return formatTable(
    items,
    [
      { heading: `${heading} (${items.length})`, value: ({ name }) => name },
      {
        heading: 'DESCRIPTION',
        value: ({ description }) => description?.split('\n')[0] ?? '',
        format: () => 'dim',
        wrap: true,
      },
    ],
    page,
  );
}

function formatOutput(stderr: readonly string[], { page }: Context): string {
  if (stderr.length === 0) return '';
  const lines = stderr.flatMap((line) => wrapText(plainText(line), page.width - 2));
  return [page.style('dim', 'LAST OUTPUT'), ...lines.map((line) => `  ${line}`)].join('\n');
}

/**
 * The parts of an `initialize` or `server/discover` result worth showing; a server may have sent
 * anything.
 */
export function readInitialize(initialize: unknown) {
  const result = (initialize ?? {}) as Record<string, unknown>;
  const { protocolVersion, supportedVersions, _meta } = result;
  const meta = (_meta ?? {}) as Record<string, unknown>;
  const info = result.serverInfo ?? meta[metaKeys.serverInfo];
  const { name, version } = (info ?? {}) as Record<string, unknown>;
  const versions = Array.isArray(supportedVersions) ? supportedVersions : [protocolVersion];
  return { serverInfo: textOf([name, version], ' '), protocolVersion: textOf(versions, ', ') };
}

function textOf(words: readonly unknown[], separator: string): string | undefined {
  return words.filter((word) => typeof word === 'string').join(separator) || undefined;
}

/** Names only: values may be secrets. */
function keysOf(map: unknown): string | undefined {
  return typeof map === 'object' && map !== null ? Object.keys(map).join(', ') : undefined;
}
