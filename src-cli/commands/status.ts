import type { Command } from 'commander';
import type { HubProblem, HubState, SessionView } from '../../src-shared/domain/hub-state.ts';
import type { Context } from '../context.ts';
import { clientColumns, clientTroubles } from '../describe-client.ts';
import { serverColumns, serverTroubles } from '../describe-server.ts';
import { plainText } from '../output/style.ts';
import { type Column, formatFields, formatTable } from '../output/table.ts';
import { formatMoment, formatSpan } from '../output/units.ts';
import { formatPlace } from '../report-failure.ts';

export function addStatus(program: Command, context: Context): void {
  program
    .command('status')
    .description('the hub, its servers, the clients and who is connected')
    .action(async () => {
      const { hub } = context;
      const state = await hub.hub.state();
      context.print(state, () => formatState(state, context));
    });
}

function formatState(state: HubState, { io, page }: Context): string {
  const now = io.now();
  const sections = [
    formatFields(
      [
        ['hub', `Loom ${state.version}, ${state.host}, pid ${state.pid}`],
        ['up', formatSpan(now - state.startedAt)],
        ['paused', pausedText(state, now)],
        ['endpoint', endpointText(state.endpoint)],
        ['socket', state.endpoint.socket],
        ['registry', state.files.registry],
        ['config', state.files.config],
      ],
      page.style,
    ),
    ...state.problems.map((problem) => formatProblem(problem, page.style)),
    state.servers.length > 0
      ? formatTable(state.servers, serverColumns(now), page)
      : 'No servers yet. Add one: loom servers add NAME -- COMMAND',
    ...serverTroubles(state.servers, now).map(plainText),
    state.clients.length > 0
      ? formatTable(state.clients, clientColumns(now), page)
      : 'No client uses Loom yet. Write it into those you have: loom sync',
    ...clientTroubles(state.clients).map(plainText),
    state.sessions.length > 0
      ? formatTable(state.sessions, sessionColumns(now), page)
      : 'Nobody is connected.',
  ];
  return sections.join('\n\n');
}

function pausedText({ pausedSince }: HubState, now: number): string {
  if (pausedSince === undefined) return '';
  return `since ${formatMoment(pausedSince, now)}: no server runs until \`loom resume\``;
}

function endpointText({ http, asksForToken }: HubState['endpoint']): string {
  if (http === undefined) return 'HTTP is off';
  return asksForToken === false ? `${http}, for every program here: no token is asked for` : http;
}

/** A problem with its place and its remedy. */
export function formatProblem(problem: HubProblem, style: Context['style']): string {
  const { file, line, column, message, remedy } = problem;
  const place = file ? `${formatPlace({ file, line, column })} ` : '';
  const [first = ''] = message.split(' ', 1);
  const isNamed = first === file || place.endsWith(`/${first} `);
  const what = isNamed ? message.slice(first.length + 1) : message;
  return `${place}${style('red', plainText(what))}\n${style('cyan', '→')} ${plainText(remedy)}`;
}

function sessionColumns(now: number): Column<SessionView>[] {
  return [
    {
      heading: 'SESSION',
      value: ({ client, version }) => (version ? `${client} ${version}` : client),
      format: () => 'bold',
    },
    { heading: 'VIA', value: ({ carrier }) => carrier },
    { heading: 'ERA', value: ({ era }) => era ?? '' },
    { heading: 'PROFILE', value: ({ profile }) => profile },
    { heading: 'IN FLIGHT', value: ({ callsInFlight }) => String(callsInFlight), align: 'right' },
    { heading: 'CONNECTED', value: ({ connectedAt }) => formatMoment(connectedAt, now) },
    { heading: 'PROJECT', value: ({ project }) => project ?? '', format: () => 'dim', wrap: true },
  ];
}
