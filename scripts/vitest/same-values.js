import fc from 'fast-check';

// Property tests try the same values in every run on the same sources, so that what passed once
// passes everywhere, and other ones after every change.
fc.configureGlobal({ seed: Number.parseInt(process.env.TEST_SEED ?? '', 16) | 0 });
