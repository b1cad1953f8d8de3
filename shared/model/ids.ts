import { z } from 'zod';

/**
 * Branded identifiers: a string that names one kind of thing cannot be handed over as another.
 * On the wire they are plain strings; the schema brands them when a request is parsed.
 */
const id = <Name extends string>(_name: Name) => z.string().min(1).max(64).brand<Name>();

export const OrganizationId = id('OrganizationId');
export type OrganizationId = z.infer<typeof OrganizationId>;
export const UserId = id('UserId');
export type UserId = z.infer<typeof UserId>;
export const RecordId = id('RecordId');
export type RecordId = z.infer<typeof RecordId>;
export const ActivityId = id('ActivityId');
export type ActivityId = z.infer<typeof ActivityId>;
export const PromotionId = id('PromotionId');
export type PromotionId = z.infer<typeof PromotionId>;
export const HoldId = id('HoldId');
export type HoldId = z.infer<typeof HoldId>;
export const DeviceId = id('DeviceId');
export type DeviceId = z.infer<typeof DeviceId>;
export const LoginId = id('LoginId');
export type LoginId = z.infer<typeof LoginId>;
