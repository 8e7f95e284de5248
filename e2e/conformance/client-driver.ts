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

/** What a client is asked to do, where that is not to use all that there is. */
const tasks: Record<string, (client: ScenarioClient) => Promise<unknown>> = {
  'json-schema-2020-12-preservation': echoSchema,
  'json-schema-ref-no-deref': listTools, // Its tool is not there to be called.
  'sep-2640-client-no-prefetch': browseSkills,
  'sep-2640-client-verify-digest': loadSkills,
  'sep-2640-client-verify-size': loadSkills,
  'sep-2640-client-verify-frontmatter': loadSkills,
};

const { env } = process;
const task = tasks[env.MCP_CONFORMANCE_SCENARIO ?? ''] ?? useEverything;
const isModern = (env.MCP_CONFORMANCE_PROTOCOL_VERSION ?? '') >= MODERN_VERSION;

await using hub = await startHub({
  config: { naming: 'bare' },
  servers: { suite: { transport: 'http', url: process.argv.at(-1) } },
});
await hub.api.servers.start({ id: 'suite' });
for (const connect of isModern ? [connectModern, connectLegacy] : [connectLegacy, connectModern]) {
  await perform(hub, connect);
}

async function perform(
  on: TestHub,
  connect: (on: TestHub) => Promise<ScenarioClient>,
): Promise<void> {
  await using client = await connect(on);
  await task(client);
}
