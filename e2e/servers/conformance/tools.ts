/** The tools of both eras: each kind of content, logging, progress, a closed stream, schemas. */
import { setTimeout as pause } from 'node:timers/promises';
import { MissingRequiredClientCapabilityError } from '@modelcontextprotocol/server';
import { askingTools } from './asking-tools.ts';
import type { Call, RunTool } from './call.ts';
import { changes } from './changes.ts';
import { answer, audio, embedded, image, said, text } from './content.ts';
import { inputTools } from './input-tools.ts';
import { taskTools } from './task-tools.ts';

const STEP_MS = 50;

export const tools: Record<string, RunTool> = {
  test_simple_text: () => said('plain text answer'),
  test_image_content: () => answer(image),
  test_audio_content: () => answer(audio),
  test_embedded_resource: () =>
    answer(embedded('test://embedded-resource', 'text/plain', 'embedded body')),
  test_multiple_content_types: () =>
    answer(
      text('two blocks follow'),
      image,
      embedded('test://mixed-content-resource', 'application/json', '{"n":1}'),
    ),
  test_error_handling: () => ({ ...said('failing on purpose'), isError: true }),
  test_tool_with_logging: logThrice,
  test_logging_tool: async ({ request }) => {
    await request.log('info', 'hello');
    return said('logged');
  },
  test_tool_with_progress: reportProgress,
  test_reconnection: async ({ closeStream }) => {
    closeStream();
    await pause(2 * STEP_MS);
    return said('resumed');
  },
  json_schema_2020_12_tool: ({ input }) => said(JSON.stringify(input)),
  test_mirrored_header: ({ input }) => said(JSON.stringify(input)),
  test_missing_capability: ({ capabilities }) => {
    if (capabilities.sampling) return said('a client that can sample');
    throw new MissingRequiredClientCapabilityError({ requiredCapabilities: { sampling: {} } });
  },
  test_trigger_tool_change: () => {
    changes.publish({ kind: 'tools_list_changed' });
    return said('announced');
  },
  test_trigger_prompt_change: () => {
    changes.publish({ kind: 'prompts_list_changed' });
    return said('announced');
  },
  ...askingTools,
  ...inputTools,
  ...taskTools,
};

async function logThrice({ request }: Call) {
  for (const step of ['started', 'processing', 'completed']) {
    await request.log('info', `Tool execution ${step}`);
    await pause(STEP_MS);
  }
  return said('done');
}

async function reportProgress({ request }: Call) {
  const progressToken = request._meta?.progressToken;
  for (const progress of [0, 50, 100]) {
    if (progressToken !== undefined) {
      const params = { progressToken, progress, total: 100 };
      await request.notify({ method: 'notifications/progress', params });
    }
    await pause(STEP_MS);
  }
  return said(String(progressToken));
}
