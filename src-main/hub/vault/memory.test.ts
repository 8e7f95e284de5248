import { createMemoryVault } from './memory.ts';
import { describeVault } from './vault.conformance.ts';

describeVault('memory', async (secrets) => createMemoryVault(secrets));
