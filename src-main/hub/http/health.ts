import type { HubService } from '../api/hub-service.ts';

/**
 * `GET /health`, which anyone who reaches the port may read: so it names states, and neither
 * commands, errors nor sessions. 503 when the hub cannot serve.
 */
export function healthOf(service: Pick<HubService, 'state' | 'serving'>): Response {
  const serving = service.serving();
  const { version, startedAt, servers } = service.state();
  return Response.json(
    {
      status: serving.ok ? 'ok' : 'unavailable',
      ...(!serving.ok && { reason: serving.reason }),
      version,
      startedAt: new Date(startedAt).toISOString(),
      servers: Object.fromEntries(servers.map(({ id, health }) => [id, health.phase])),
    },
    { status: serving.ok ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}
