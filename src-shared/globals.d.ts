/** The version in package.json, put in by the build and by vitest; absent when run unbuilt. */
declare const __LOOM_VERSION__: string | undefined;
