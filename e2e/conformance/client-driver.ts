/**
 * The hub as the client under test: the suite appends the URL of a server of its own.
 *
 *   node client-driver.ts <url>
 *
 * A fresh hub gets that server and nothing else. A client of the hub of each era does what the
 * scenario wants of a client; the one of the scenario's own era comes first.
 */
import { startHub, type TestHub } from '../harness/hub.ts';
import { MODERN_VERSION } from '../servers/lib/modern-spec.ts';
import { browseSkills, loadSkills } from './client-skills.ts';
import { echoSchema, listTools, useEverything } from './client-tasks.ts';
import { connectLegacy, connectModern, type ScenarioClient } from './scenario-clients.ts';
import { createPerson } from './sign-in.ts';

/** What a client is asked to do, where that is not to use all that there is. */
const tasks: Record<string, (client: ScenarioClient) => Promise<unknown>> = {
  'json-schema-2020-12-preservation': echoSchema,
  'json-schema-ref-no-deref': listTools, // Its tool is not there to be called.
  'sep-2640-client-no-prefetch': browseSkills,
  'sep-2640-client-verify-digest': loadSkills,
  'sep-2640-client-verify-size': loadSkills,
  'sep-2640-client-verify-frontmatter': loadSkills,
};

/** Servers that nobody may sign in to, or is never let in by: what counts is to give up. */
const hopeless = new Set([
  'auth/iss-normalized',
  'auth/iss-supported-missing',
  'auth/iss-unexpected',
  'auth/iss-wrong-issuer',
  'auth/metadata-issuer-mismatch',
  'auth/resource-mismatch',
  'auth/scope-retry-limit',
]);

const { env } = process;
const { MCP_CONFORMANCE_SCENARIO: scenario = '' } = env;
const task = tasks[scenario] ?? useEverything;
const isModern = (env.MCP_CONFORMANCE_PROTOCOL_VERSION ?? '') >= MODERN_VERSION;

const context = JSON.parse(env.MCP_CONFORMANCE_CONTEXT ?? '{}');

await using hub = await startHub({
  config: { naming: 'bare' },
  servers: { suite: { transport: 'http', url: process.argv.at(-1), ...applicationOf(context) } },
  env: { LOOM_SECRET_SUITE: context.client_secret ?? 'none' },
});
const person = createPerson(hub, 'suite');
try {
  await untilSatisfied(() => hub.api.servers.start({ id: 'suite' }));
  for (const connect of isModern
    ? [connectModern, connectLegacy]
    : [connectLegacy, connectModern]) {
    await untilSatisfied(() => perform(hub, connect));
  }
} catch (thrown) {
  if (!hopeless.has(scenario)) throw thrown;
}

async function perform(
  on: TestHub,
  connect: (on: TestHub) => Promise<ScenarioClient>,
): Promise<void> {
  await using client = await connect(on);
  await task(client);
}

/** What fails for want of a sign-in is done again after it. */
async function untilSatisfied(act: () => Promise<unknown>): Promise<void> {
  for (;;) {
    const failure = await act().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(await person.satisfy())) {
      if (failure !== undefined) throw failure;
      return;
    }
  }
}

/** An application that was registered by hand, or the address of a document about this one. */
function applicationOf({
  client_id,
  client_secret,
  issuer,
}: {
  client_id?: string;
  client_secret?: string;
  issuer?: string;
}) {
  const client_metadata_url = 'https://conformance-test.local/client-metadata.json';
  if (client_id === undefined) return { auth: { client_metadata_url } };
  const secret = client_secret && { client_secret: '${secret:SUITE}', issuer };
  return { auth: { client_id, ...secret } };
}
