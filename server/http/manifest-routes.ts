import { Router } from 'express';
import type { Response } from 'express';
import { errorStatus } from '#shared/contracts/errors.ts';
import type { Problem } from '#shared/contracts/errors.ts';
import { checkManifest } from '../manifest/check-manifest.ts';
import type { ManifestProfile } from '../manifest/manifest-input.ts';
import { renderManifest } from '../manifest/render-manifest.ts';

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

const refuse = (response: Response, code: 'invalid_request' | 'conflict', detail: string, field: string): void => {
  const status = errorStatus[code];
  const title = code === 'conflict' ? 'The settings give no manifest that Outlook accepts' : 'The request is not valid';
  const problem: Problem = {
    type: 'about:blank',
    title,
    status,
    code,
    detail,
    issues: [{ field, message: detail }],
  };
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
};

/** `GET /manifest.xml?profile=user|admin`: the file to install in Outlook, as a download. No sign-in, no secret in it. */
export const manifestRoutes = ({ publicUrl, id, version, extraDomains = [] }: ManifestNeeds): Router => {
  const router = Router();
  router.get('/manifest.xml', async (request, response) => {
    const profile = request.query['profile'] ?? 'user';
    if (!isProfile(profile)) {
      refuse(response, 'invalid_request', 'profile must be user or admin.', 'profile');
      return;
    }
    const manifest = renderManifest({ publicUrl: publicUrl(), id: await id(), version, profile, extraDomains });
    const [finding] = checkManifest(manifest);
    if (finding !== undefined) {
      refuse(response, 'conflict', finding.message, 'PUBLIC_URL');
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
