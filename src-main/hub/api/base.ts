import { implement } from '@orpc/server';
import { contract } from '../../../src-shared/contract/index.ts';
import { asFailure } from './failure.ts';
import type { ApiContext } from './hub-service.ts';

/** The contract, to be implemented group by group; whatever is thrown leaves as the LOOM error. */
export const api = implement(contract)
  .$context<ApiContext>()
  .use(async ({ context, path, next }) => {
    try {
      return await next();
    } catch (thrown) {
      throw asFailure(thrown, (error) => {
        context.log.error({ err: error }, `API call ${path.join('.')} failed unexpectedly`);
      });
    }
  });
