import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Certificate, ensureCertificate } from './adapters/certificate/ensure-certificate.ts';
import { systemClock } from './adapters/system/system-clock.ts';
import type { Config } from './config/config.ts';
import type { Tls } from './sockets.ts';

/** The certificate that is made and renewed here; null when the settings bring one of their own or TLS is off. */
export const selfMadeCertificate = async (config: Config): Promise<Certificate | null> => {
  if (config.tls.mode !== 'selfMade') return null;
  const hosts = config.publicUrl === null ? [] : [new URL(config.publicUrl).hostname];
  return ensureCertificate({ directory: join(config.dataDir, 'certificate'), hosts, now: systemClock.now() });
};

/** What the sockets of this installation show, by its settings. */
export const readTls = async (config: Config): Promise<{ tls: Tls | null; certificate: Certificate | null }> => {
  if (config.tls.mode === 'files')
    return {
      tls: { cert: await readFile(config.tls.cert, 'utf8'), key: await readFile(config.tls.key, 'utf8') },
      certificate: null,
    };
  const certificate = await selfMadeCertificate(config);
  return { tls: certificate, certificate };
};
