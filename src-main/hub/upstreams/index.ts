import type { HttpServer, ServerSpec } from '../../../src-shared/domain/server.ts';
import type { OpenLink } from './link.ts';
import { modernHttp } from './modern-http.ts';
import { sse } from './sse.ts';
import { createStdioOpener, type StdioDeps } from './stdio.ts';
import { streamableHttp } from './streamable-http.ts';

type Transports = {
  [Kind in ServerSpec['transport']]: OpenLink<Extract<ServerSpec, { transport: Kind }>>;
} & { modernHttp: OpenLink<HttpServer> };

/** Every transport; a new one is a file and a line here. */
export function createTransports(deps: StdioDeps): Transports {
  return { stdio: createStdioOpener(deps), http: streamableHttp, modernHttp, sse };
}

/** Opens a link for a spec whose references are resolved. */
export function openLinkWith(transports: Transports): OpenLink<ServerSpec> {
  return (spec, events, options) => {
    switch (spec.transport) {
      case 'stdio':
        return transports.stdio(spec, events, options);
      case 'http':
        return options.era === 'modern'
          ? transports.modernHttp(spec, events, options)
          : transports.http(spec, events, options);
      case 'sse':
        return transports.sse(spec, events, options);
    }
  };
}
