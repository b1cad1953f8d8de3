import type { OrganizationSettings } from '#shared/contracts/settings.ts';
import { refuseAttachment } from '../../domain/outbound/attachments.ts';
import { Refusal } from '../refusal.ts';
import type { FileToAttach } from './email-wish.ts';

const mebibyte = 1024 * 1024;

const inWords = (bytes: number): string =>
  bytes >= mebibyte ? `${Number((bytes / mebibyte).toFixed(1))} MB` : `${Math.ceil(bytes / 1024)} KB`;

/** S13: refuses what is too large, or of a kind that may not leave; `field` says which one it was. */
export const checkAttachment = (file: FileToAttach, settings: OrganizationSettings, field: string): void => {
  const refusal = refuseAttachment({ name: file.name, sizeBytes: file.bytes.byteLength }, settings);
  if (refusal === null) return;
  if (refusal.kind === 'blocked')
    throw new Refusal('attachment_blocked', `${field}: files that end in .${refusal.ending} are not sent here.`, {
      issues: [{ field, message: `files that end in .${refusal.ending} are not sent` }],
    });
  const message = `the file has ${inWords(file.bytes.byteLength)}; the limit is ${inWords(refusal.limitBytes)}`;
  throw new Refusal('attachment_too_large', `${field}: ${message}.`, {
    issues: [{ field, message }],
    members: { limitBytes: refusal.limitBytes },
  });
};
