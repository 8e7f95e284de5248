import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
} from '@tanstack/react-router';
import { Broken } from './broken.tsx';
import { Frame } from './frame.tsx';
import { NotFound } from './not-found.tsx';
import { hiddenPages, type PageEntry, pages } from './pages.ts';

const root = createRootRoute({
  component: Frame,
  notFoundComponent: NotFound,
  errorComponent: Broken,
  // Pages read what they know of the address with `useUrlState`.
  validateSearch: (search: Record<string, unknown>) => search,
});

/**
 * Every page at its own address; what it shows of a list is in the query. Its type is not registered
 * with the library: addresses are texts here, as `pages.ts` has them.
 */
export const router = createRouter({
  routeTree: root.addChildren([...pages, ...hiddenPages].flatMap(routesOf)),
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  scrollRestoration: true,
  defaultErrorComponent: Broken,
});

function routesOf({ path, load, loadOne }: Pick<PageEntry, 'path' | 'load' | 'loadOne'>) {
  const page = createRoute({
    getParentRoute: () => root,
    path,
    component: component(load),
  });
  if (!loadOne) return [page];
  const one = createRoute({
    getParentRoute: () => root,
    path: `${path}/$id`,
    component: component(loadOne),
  });
  return [page, one];
}

function component(load: PageEntry['load']): RouteComponent {
  return lazyRouteComponent(load, 'Page');
}
