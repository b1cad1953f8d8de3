/** What the organization lets leave with a mail (S13). */
export interface AttachmentPolicy {
  /** Of one file, in bytes. */
  readonly attachmentLimitBytes: number;
  /** Endings of file names, lower case, without the dot. */
  readonly blockedAttachmentTypes: readonly string[];
}

export type AttachmentRefusal =
  { readonly kind: 'tooLarge'; readonly limitBytes: number } | { readonly kind: 'blocked'; readonly ending: string };

/** The endings of a name; empty ones do not count, so that `a.exe.` and `a.exe . ` still end in exe. */
const endingsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split('.')
    .slice(1)
    .map((ending) => ending.trim())
    .filter((ending) => ending !== '');

export const refuseAttachment = (
  file: { readonly name: string; readonly sizeBytes: number },
  policy: AttachmentPolicy,
): AttachmentRefusal | null => {
  if (file.sizeBytes > policy.attachmentLimitBytes)
    return { kind: 'tooLarge', limitBytes: policy.attachmentLimitBytes };
  const last = endingsOf(file.name).at(-1);
  return last !== undefined && policy.blockedAttachmentTypes.includes(last) ? { kind: 'blocked', ending: last } : null;
};

/** What mail programs refuse to open anyway. */
export const usuallyBlocked: readonly string[] = [
  'ade adp app bat chm cmd com cpl dll exe hta inf ins isp jar js jse lnk mde msc msi msp mst pif ps1 reg scr sct shb',
  'sys vb vbe vbs vxd wsc wsf wsh',
].flatMap((line) => line.split(' '));
