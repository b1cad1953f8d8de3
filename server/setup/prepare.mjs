import './node-version.mjs';
import { isBuilt, ensureBuilt } from './build.mjs';
import { ensureInstalled, installedParts } from './install.mjs';
import { orExplain } from './tools.mjs';

/**
 * Everything the programs in dist/ need. A folder that was built and then reduced to what production needs
 * (`npm prune --omit=dev`) is taken as it is.
 */
export const prepare = () =>
  orExplain(async () => {
    if (installedParts() === 'production' && isBuilt()) return;
    await ensureInstalled();
    await ensureBuilt();
  });
