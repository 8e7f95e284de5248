import type { HubService } from '../api/hub-service.ts';

/**
 * `GET /health`, which anyone who reaches the port may read: so it names states, and neither
 * commands, errors nor sessions; and where other machines reach it, only that the hub is there. 503
 * when the hub cannot serve.
 */
export function healthOf(
  service: Pick<HubService, 'state' | 'serving'>,
  { isLocal }: { isLocal: boolean },
): Response {
  const serving = service.serving();
  const { version, startedAt, servers } = service.state();
  const about = { status: serving.ok ? 'ok' : 'unavailable', version };
  const details = {
    ...(!serving.ok && { reason: serving.reason }),
    startedAt: new Date(startedAt).toISOString(),
    servers: Object.fromEntries(servers.map(({ id, health }) => [id, health.phase])),
  };
  return Response.json(isLocal ? { ...about, ...details } : about, {
    status: serving.ok ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
