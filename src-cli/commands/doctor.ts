import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { checkClients, isToldBy } from '../../src-shared/domain/client-checks.ts';
import type { DoctorCheck } from '../../src-shared/domain/doctor.ts';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import { version } from '../../src-shared/version.ts';
import type { Context } from '../context.ts';
import { healthText } from '../describe-server.ts';
import { fromHub } from '../hub-client.ts';
import { type Format, plainText } from '../output/style.ts';
import { whereOf } from './sync/where.ts';

export function addDoctor(program: Command, context: Context): void {
  program
    .command('doctor')
    .description('look for what could be wrong, and say what to do')
    .option('--registry <file>', 'in place of the usual registry.yaml')
    .option('--config <file>', 'in place of the usual config.yaml')
    .option('--http-addr <address>', 'in place of the configured address')
    .action(async (flags: { registry?: string; config?: string; httpAddr?: string }) => {
      const { hub, checks: hubChecks } = await checkHub(context);
      const checks = [...(await checkMachine(context, { flags, hub })), ...hubChecks];
      if (checks.some(({ verdict }) => verdict === 'fail')) context.exitCode = 1;
      context.print({ checks }, () => formatChecks(checks, context));
    });
}

/** What the hub's own code finds; that it cannot be loaded is a finding too. */
async function checkMachine(
  { io }: Context,
  options: Parameters<Awaited<ReturnType<Context['io']['loadHeadless']>>['doctor']>[0],
): Promise<DoctorCheck[]> {
  try {
    const { doctor } = await io.loadHeadless();
    return await doctor(options);
  } catch (thrown) {
    const { message, remedy } = fromHub(thrown);
    return [{ id: 'installation', title: 'Installation', verdict: 'fail', found: message, remedy }];
  }
}

/** Whether a hub answers on the socket, and is of this version. */
async function checkHub(context: Context): Promise<{ hub?: HubState; checks: DoctorCheck[] }> {
  const about = { id: 'socket', title: 'Hub' } as const;
  try {
    const hub = await context.hub.hub.state();
    const found = `answers on ${hub.endpoint.socket}, pid ${hub.pid}`;
    const clients = await lookAtClients(context);
    const problems = hub.problems.filter((problem) => !isToldBy(clients, problem));
    const troubles = troublesOf({ ...hub, problems }, context);
    const ok: DoctorCheck = { ...about, verdict: 'ok', found };
    return { hub, checks: [ok, checkVersion(hub), ...troubles, ...clients] };
  } catch (thrown) {
    const { code, message, remedy, cause } = fromHub(thrown);
    const isAbsent = code === 'hub-not-running';
    const { hubFile, socket } = context.paths;
    const left =
      existsSync(hubFile) || existsSync(socket) ? '; one that ended badly left its files' : '';
    const why = cause instanceof Error ? ` (${cause.message}${left})` : '';
    const found = `${message}${why}`;
    return { checks: [{ ...about, verdict: isAbsent ? 'warn' : 'fail', found, remedy }] };
  }
}

/** What stands in clients' files; a hub that cannot say it answers all the same. */
async function lookAtClients(context: Context): Promise<DoctorCheck[]> {
  try {
    return checkClients(await context.hub.clients.list(whereOf(context, [], undefined)));
  } catch (thrown) {
    const { message, remedy } = fromHub(thrown);
    return [{ id: 'clients', title: 'Clients', verdict: 'fail', found: message, remedy }];
  }
}

/** What the hub itself complains about: secrets that it cannot read, servers that fail or wait. */
function troublesOf({ problems, servers }: HubState, { io }: Context): DoctorCheck[] {
  const noticed = problems.map(
    ({ message, remedy }): DoctorCheck => ({
      id: 'problem',
      title: 'Notice',
      verdict: 'warn',
      found: message,
      remedy,
    }),
  );
  const failing = servers.flatMap(({ id, health }): DoctorCheck[] => {
    if (!('error' in health)) return [];
    const { error, remedy } = health;
    const found = `${healthText(health, io.now())}: ${error}`;
    return [{ id: `server ${id}`, title: `Server ${id}`, verdict: 'warn', found, remedy }];
  });
  return [...noticed, ...failing];
}

function checkVersion(hub: HubState): DoctorCheck {
  const about = { id: 'version', title: 'Version' };
  const found = `loom ${version}, hub ${hub.version}`;
  if (hub.version === version) return { ...about, verdict: 'ok', found };
  return {
    ...about,
    verdict: 'warn',
    found,
    remedy: 'Restart the hub: loom stop, then loom serve',
  };
}

const signs: Record<DoctorCheck['verdict'], { sign: string; format: Format }> = {
  ok: { sign: '✓', format: 'green' },
  warn: { sign: '!', format: 'yellow' },
  fail: { sign: '✗', format: 'red' },
  skip: { sign: '-', format: 'dim' },
};

function formatChecks(checks: readonly DoctorCheck[], { style }: Context): string {
  const width = Math.max(...checks.map(({ title }) => title.length));
  const lines = checks.flatMap(({ title, verdict, found, remedy }) => {
    const { sign, format } = signs[verdict];
    const indent = ' '.repeat(width + 4);
    const evidence = plainText(found).split('\n').join(`\n${indent}`);
    const first = `${style(format, sign)} ${title.padEnd(width)}  ${evidence}`;
    return remedy ? [first, `${indent}${style('cyan', '→')} ${plainText(remedy)}`] : [first];
  });
  return [...lines, '', verdictOn(checks)].join('\n');
}

function verdictOn(checks: readonly DoctorCheck[]): string {
  const failed = checks.filter(({ verdict }) => verdict === 'fail').length;
  if (failed > 0) return `${failed} of ${checks.length} checks failed.`;
  if (checks.every(({ verdict }) => verdict !== 'warn')) return 'Nothing stands in the way.';
  return 'No check failed; see what is marked with "!".';
}
