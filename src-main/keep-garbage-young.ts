import { setFlagsFromString } from 'node:v8';

/**
 * V8 makes some objects old from the start where most of their kind happened to be alive when it
 * looked. Here these are the frames of calls that run, all garbage a moment later: under load the old
 * generation then holds 35 MB of them. To be called when all is loaded: the code that Node has
 * compiled beforehand counts for the flags it was compiled with.
 */
export function keepGarbageYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
