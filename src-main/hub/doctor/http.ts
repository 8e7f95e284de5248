import { get as httpGet } from 'node:http';
import { createServer } from 'node:net';
import { type Address, parseAddress } from '../../../src-shared/domain/address.ts';
import type { DoctorCheck, DoctorFinding, DoctorTold } from '../../../src-shared/domain/doctor.ts';
import { messageOf } from '../../../src-shared/errors.ts';
import type { Check } from './facts.ts';

type Result = Pick<DoctorCheck, 'verdict' | 'found' | 'remedy' | 'told'>;

/** Whether the hub answers over HTTP, or could: its port is free and not another program's. */
export const http: Check = {
  id: 'http',
  title: 'HTTP',
  async run({ hub, config }) {
    const about = { id: 'http', title: 'HTTP' };
    if (hub?.endpoint.http) return [{ ...about, ...(await checkAnswer(hub.endpoint.http)) }];
    if (!config.ok) {
      const told = { finding: 'config-unknown' } as const;
      return [{ ...about, verdict: 'skip', found: 'unknown: the config cannot be read', told }];
    }
    const { enabled, address } = config.value.http;
    if (!enabled) {
      const told = { finding: 'http-off' } as const;
      return [{ ...about, verdict: 'ok', found: 'switched off in the config', told }];
    }
    return [{ ...about, ...(await checkPort(address, hub !== undefined)) }];
  },
};

const patienceMs = 2_000;
const restart = 'Restart the hub: `loom stop`, then `loom serve`';

async function checkAnswer(endpoint: string): Promise<Result> {
  const url = new URL('/health', endpoint);
  try {
    const status = await statusOf(url);
    if (status === 200) {
      const told = { finding: 'http-answers', address: endpoint } as const;
      return { verdict: 'ok', found: `${endpoint} answers`, told };
    }
    const told = { finding: 'http-status', address: url.href, status } as const;
    const remedy = '`loom status` shows what is wrong.';
    return { verdict: 'fail', found: `${url} says ${status}`, remedy, told };
  } catch (error) {
    const why = messageOf(error);
    const told = { finding: 'http-silent', address: url.href, evidence: [why] } as const;
    return { verdict: 'fail', found: `${url} does not answer: ${why}`, remedy: restart, told };
  }
}

/** Not by `fetch`: whether clients trust the hub's own certificate is another question. */
async function statusOf(url: URL): Promise<number> {
  const get = url.protocol === 'https:' ? (await import('node:https')).get : httpGet;
  const options = { rejectUnauthorized: false, signal: AbortSignal.timeout(patienceMs) };
  return new Promise((resolve, reject) => {
    get(url, options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', reject);
  });
}

async function checkPort(text: string, hubRuns: boolean): Promise<Result> {
  const address = parseAddress(text);
  const another = 'Choose another port: http.address in config.yaml, or --http-addr.';
  const told = (finding: DoctorFinding) => ({ finding, address: text });
  const fail = (found: string, why: DoctorTold): Result => {
    return { verdict: 'fail', found, remedy: another, told: why };
  };
  if (!address) return fail(`${text} is not host:port`, told('http-no-address'));
  const failure = await tryListening(address);
  if (failure === 'EADDRINUSE') {
    return fail(`${text} is taken by another program`, told('http-taken'));
  }
  if (failure) {
    const why = { ...told('http-refused'), evidence: [failure] };
    return fail(`nobody can listen on ${text}: ${failure}`, why);
  }
  if (!hubRuns) return { verdict: 'ok', found: `${text} is free`, told: told('http-free') };
  const found = `${text} is free, but the running hub does not use it`;
  return { verdict: 'warn', found, remedy: restart, told: told('http-unused') };
}

/** The system's error code where the address cannot be had. */
function tryListening({ host, port }: Address): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
