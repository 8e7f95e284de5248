/** What clients of the hub do in a scenario. */
import type { Json } from '../harness/rpc-session.ts';
import type { ScenarioClient } from './scenario-clients.ts';

/**
 * Calls every tool, reads every resource and gets every prompt, as far as the hub offers them. Tools
 * get the arguments that the scenario names, else samples that their schemas allow.
 */
export async function useEverything(client: ScenarioClient): Promise<void> {
  const { capabilities } = client;
  if (capabilities.tools) await callEveryTool(client);
  if (capabilities.resources) await readEveryResource(client);
  if (capabilities.prompts) await getEveryPrompt(client);
}

export async function listTools(client: ScenarioClient): Promise<Json[]> {
  const { tools } = await client.ask('tools/list');
  return tools;
}

/** Hands the schema of one tool to another, as it came. */
export async function echoSchema(client: ScenarioClient): Promise<void> {
  const tools = await listTools(client);
  const rich = tools.find(({ name }) => name === 'json_schema_2020_12_tool');
  const params = { name: 'json_schema_echo', arguments: { schema: rich.inputSchema } };
  await client.ask('tools/call', params);
}

async function callEveryTool(client: ScenarioClient): Promise<void> {
  for (const { name, inputSchema } of await listTools(client)) {
    for (const given of namedArguments(name) ?? [sampleOf(inputSchema)]) {
      await client.ask('tools/call', { name, arguments: given });
    }
  }
}

async function readEveryResource(client: ScenarioClient): Promise<void> {
  const { resources } = await client.ask('resources/list');
  for (const { uri } of resources) await client.ask('resources/read', { uri });
}

async function getEveryPrompt(client: ScenarioClient): Promise<void> {
  const { prompts } = await client.ask('prompts/list');
  for (const { name } of prompts) await client.ask('prompts/get', { name });
}

/** The calls that the scenario wants of this tool. */
function namedArguments(tool: string): object[] | undefined {
  const { toolCalls }: Json = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? '{}');
  const calls = toolCalls?.filter(({ name }: Json) => name === tool);
  return calls?.map((call: Json) => call.arguments);
}

const samples: Json = { string: 'text', number: 5, integer: 5, boolean: true };

function sampleOf(schema: Json): object {
  const properties = Object.entries<Json>(schema.properties ?? {});
  const given = properties.map(([name, one]) => [name, one.default ?? samples[one.type]]);
  return Object.fromEntries(given);
}
