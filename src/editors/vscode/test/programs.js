import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** The command netc that tests use: that of the repository, or another one. */
export const netc = process.env.NETC ?? `${root}netc`;

/** A file of the repository. */
export const file = (path) => root + path;
