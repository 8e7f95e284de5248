import { createMemoryVault } from './memory.ts';
import { describeVault } from './vault.conformance.ts';

describeVault('memory', { create: async (secrets) => createMemoryVault(secrets) });
