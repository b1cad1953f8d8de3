import type { OrganizationSettings, UserSettings } from '#shared/contracts/settings.ts';
import { usuallyBlocked } from './outbound/attachments.ts';
import type { QueueSettings } from '#shared/model/router-settings.ts';
import { defaultTokenSettings } from '#shared/model/tracking-token.ts';

/** What a new organization starts with; the classic defaults unless a statement of the product says otherwise. */
export const defaultOrganizationSettings: OrganizationSettings = {
  trackEmail: true,
  candidatePolicy: 'ask',
  recipientPolicy: 'allMatches',
  defaultVisibility: 'regarding',
  plusTagDomains: [],
  dotlessDomains: [],
  authenticationServers: [],
  messageLimitBytes: 25 * 1024 * 1024,
  regardingOfferedAfterDays: 180,
  staleDeviceDays: 30,
  trackPrivateAppointments: true,
  token: defaultTokenSettings,
  tokenInOutlook: true,
  formerTokenFormats: [],
  skipInternalForwards: false,
  smartMatch: { enabled: false, prefixes: [], words: 20, difference: 0, commonAddresses: 2, days: 90 },
  retrySchedule: '1m, 5m, 15m, 1h*3, 6h*4',
  mailsPerTurn: 6,
  campaignMailsPerMinute: 60,
  unresolvedRecipients: 'pass',
  mostRecipients: 500,
  attachmentLimitBytes: 5 * 1024 * 1024,
  blockedAttachmentTypes: [...usuallyBlocked],
  resendUncertain: false,
  campaignConfirmationAbove: 50,
  campaignReleaseDelaySeconds: 120,
  acceptanceCeiling: 'all',
  unsolicitedBy: 'anyRecipient',
  internalMail: 'ignore',
  ownDomains: [],
  exclusions: [],
  headerOnly: false,
  automaticReplies: 'knownThreads',
  listMail: 'ignore',
  calendarMail: 'ignore',
  queueUnnamedMail: 'ignore',
  outcomeDetailDays: 7,
  outcomeDays: 30,
  undeliverableDays: 30,
  sinkPurgeDays: 7,
  suggestContactAfter: 3,
  createSenders: 'never',
  dropDomain: null,
  bounceMailbox: null,
  syncFilters: [],
};

export const defaultUserSettings: UserSettings = {
  acceptance: 'replies',
  exclusions: [],
  rules: [],
  signature: '',
  signatureIn: 'allMail',
  markCategory: false,
  language: 'auto',
  defaultVisibility: 'organizationDefault',
  methods: { incoming: 'any', outgoing: 'any', items: 'any' },
};

/** A2: a queue takes all mail unless it is told otherwise. */
export const defaultQueueSettings: QueueSettings = { acceptance: 'all' };
