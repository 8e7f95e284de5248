/** For the tests beside it: a supervisor over the real transports, that remembers eras in a map. */
import { tmpdir } from 'node:os';
import { LimitsConfig } from '../../../../src-shared/domain/config.ts';
import type { EraVerdict } from '../../../../src-shared/domain/era.ts';
import { ServerSpec } from '../../../../src-shared/domain/server.ts';
import type { LoomError } from '../../../../src-shared/errors.ts';
import { definitionKey, instanceKeyChanged } from '../../registry/definition-key.ts';
import { createTransports, openLinkWith } from '../index.ts';
import type { SessionFacts } from '../instance.ts';
import type { EraMemory } from '../server-era.ts';
import { Supervisor } from '../supervisor.ts';

export class TestMemory implements EraMemory {
  readonly known = new Map<string, { verdict: EraVerdict; at: number }>();

  /** What was found out about a server earlier. */
  static with(spec: object, verdict: EraVerdict, at = Date.now()): TestMemory {
    const memory = new TestMemory();
    memory.known.set(definitionKey(ServerSpec.parse(spec)), { verdict, at });
    return memory;
  }

  of(spec: ServerSpec) {
    return this.known.get(definitionKey(spec));
  }

  learn(spec: ServerSpec, verdict: EraVerdict) {
    this.known.set(definitionKey(spec), { verdict, at: Date.now() });
  }

  forget(spec: ServerSpec) {
    this.known.delete(definitionKey(spec));
  }

  get verdicts(): EraVerdict[] {
    return [...this.known.values()].map(({ verdict }) => verdict);
  }
}

export interface TestSupervisor extends AsyncDisposable {
  supervisor: Supervisor;
  memory: TestMemory;
  failures: LoomError[];
}

/**
 * Runs one server, `srv`.
 *
 * @param beforeOpen - is called at each start; what it throws is why that fails.
 */
export function supervise(
  spec: object,
  memory = new TestMemory(),
  beforeOpen: () => void = () => {},
): TestSupervisor {
  const failures: LoomError[] = [];
  const record = { add() {}, remove() {}, endLeftovers: () => Promise.resolve([]) };
  const env = { PATH: process.env.PATH ?? '', HOME: tmpdir() };
  const open = openLinkWith(createTransports({ record, childEnv: () => Promise.resolve(env) }));
  const supervisor = new Supervisor({
    limits: LimitsConfig.parse({}),
    version: '1',
    openLink: async (resolved, _project, events, options) => {
      beforeOpen();
      return await open(resolved, events, options);
    },
    usesProject: () => false,
    mustRestart: instanceKeyChanged,
    isInteractive: () => false,
    eras: memory,
    onLogLine() {},
    traffic: {
      request() {},
      notification() {},
      ready() {},
      joined() {},
      due() {},
      ended() {},
      failed: (error) => void failures.push(error),
      renewed() {},
      warning() {},
      changed() {},
    },
  });
  supervisor.apply({ srv: ServerSpec.parse(spec) });
  return { supervisor, memory, failures, [Symbol.asyncDispose]: () => supervisor.close() };
}

/** A connected client. */
export function session(id: string): SessionFacts {
  return { id, project: undefined, capabilities: {}, clientInfo: undefined, isHubs: false };
}
