import { z } from 'zod';
import { RecordRef } from './record-ref.ts';
import { ruleLimits } from './rule-limits.ts';

/** `anna@example.com`, or a domain as `example.com`; a domain means all addresses there, not those of its subdomains. */
export const AddressOrDomain = z
  .string()
  .trim()
  .min(1)
  .max(320)
  .meta({ description: 'an address, or a domain without @' });

const Values = z.array(AddressOrDomain).min(1).max(ruleLimits.values);
const Text = z.string().trim().min(1).max(200);

/** A24: mail that meets every condition that is named is tracked, whatever the user's option for unsolicited mail. */
export const TrackingRule = z
  .object({
    name: z.string().trim().min(1).max(100),
    enabled: z.boolean().default(true),
    /** Any of them wrote it. */
    from: Values.optional(),
    /** Any of them is in To, Cc or Bcc. */
    to: Values.optional(),
    /** Each of them stands in the subject, as a whole word, in any case. */
    subjectWords: z.array(Text).min(1).max(ruleLimits.words).optional(),
    folder: z.string().min(1).max(500).optional(),
    category: Text.optional(),
    /** The first is primary; none: what the conversation regards. */
    regarding: z.array(RecordRef).max(ruleLimits.regardings).optional(),
  })
  .strict()
  .refine(({ from, to, subjectWords, folder, category }) => from ?? to ?? subjectWords ?? folder ?? category, {
    message: 'name at least one condition: from, to, subjectWords, folder or category',
  });
export type TrackingRule = z.infer<typeof TrackingRule>;
