import { Router } from 'express';
import { checkManifest } from '../manifest/check-manifest.ts';
import type { ManifestProfile } from '../manifest/manifest-input.ts';
import { renderManifest } from '../manifest/render-manifest.ts';
import { sendProblem } from './problem.ts';

export interface ManifestNeeds {
  /** Known once the port is. */
  readonly publicUrl: () => string;
  /** GUID of the installation: made once, kept for ever. */
  readonly id: () => Promise<string>;
  /** Release, three numbers. */
  readonly version: string;
  /** Origins of identity providers that the dialog visits. */
  readonly extraDomains?: readonly string[];
}

const isProfile = (value: unknown): value is ManifestProfile => value === 'user' || value === 'admin';

/** `GET /manifest.xml?profile=user|admin`: the file to install in Outlook, as a download. No sign-in, no secret in it. */
export const manifestRoutes = ({ publicUrl, id, version, extraDomains = [] }: ManifestNeeds): Router => {
  const router = Router();
  router.get('/manifest.xml', async (request, response) => {
    const profile = request.query['profile'] ?? 'user';
    if (!isProfile(profile)) {
      const message = 'profile must be user or admin.';
      sendProblem(response, 'invalid_request', { detail: message, issues: [{ field: 'profile', message }] });
      return;
    }
    const manifest = renderManifest({ publicUrl: publicUrl(), id: await id(), version, profile, extraDomains });
    const [finding] = checkManifest(manifest);
    if (finding !== undefined) {
      const issues = [{ field: 'PUBLIC_URL', message: finding.message }];
      sendProblem(response, 'conflict', { detail: `Outlook would refuse this manifest. ${finding.message}`, issues });
      return;
    }
    response
      .set('Cache-Control', 'no-cache')
      .attachment(`correspond-${profile}.xml`)
      .type('application/xml')
      .send(manifest);
  });
  return router;
};
