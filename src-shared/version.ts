/** Loom's version; source code that runs unbuilt has none. */
export const version = typeof __LOOM_VERSION__ === 'string' ? __LOOM_VERSION__ : '0.0.0-dev';
