import type { BodyInputOf, Endpoint, ParamsOf, QueryInputOf, ReturnsOf } from './endpoint.ts';
import type { RouteName } from './routes.ts';
import * as activities from './activities.ts';
import * as addressMatches from './address-matches.ts';
import * as campaigns from './campaigns.ts';
import * as devices from './devices.ts';
import * as emails from './emails.ts';
import * as marketingLists from './marketing-lists.ts';
import * as dropAddress from './drop-address.ts';
import * as promotions from './promotions.ts';
import * as queues from './queues.ts';
import * as records from './records.ts';
import * as sending from './sending.ts';
import * as router from './router.ts';
import * as session from './session.ts';
import * as settings from './settings.ts';
import * as templates from './templates.ts';
import * as trackTickets from './track-tickets.ts';
import * as threads from './threads.ts';
import * as undeliverable from './undeliverable.ts';
import * as users from './users.ts';
import * as workflows from './workflows.ts';

/** Every endpoint by name. A route without a contract, or a contract without a route, does not compile. */
export const api = {
  authorize: session.authorize,
  exchangeCode: session.exchangeCode,
  refreshSession: session.refreshSession,
  endSession: session.endSession,
  getFirstRun: session.getFirstRun,
  acceptInvitation: session.acceptInvitation,
  getMe: session.getMe,
  getMySettings: settings.getMySettings,
  changeMySettings: settings.changeMySettings,
  pinRecord: records.pinRecord,
  unpinRecord: records.unpinRecord,
  promote: promotions.promote,
  changePromotion: promotions.changePromotion,
  untrack: promotions.untrack,
  restorePromotion: promotions.restorePromotion,
  getTracking: promotions.getTracking,
  createTrackTicket: trackTickets.createTrackTicket,
  listTrackTickets: trackTickets.listTrackTickets,
  findSentTicket: trackTickets.findSentTicket,
  getTrackTicket: trackTickets.getTrackTicket,
  changeTrackTicket: trackTickets.changeTrackTicket,
  withdrawTrackTicket: trackTickets.withdrawTrackTicket,
  announceSending: trackTickets.announceSending,
  proposeTracking: trackTickets.proposeTracking,
  listActivities: activities.listActivities,
  getActivity: activities.getActivity,
  getActivitySource: activities.getActivitySource,
  getAttachment: activities.getAttachment,
  setRegarding: activities.setRegarding,
  changeActivity: activities.changeActivity,
  deleteActivity: activities.deleteActivity,
  restoreActivity: activities.restoreActivity,
  resolveParty: activities.resolveParty,
  settleCorrelation: threads.settleCorrelation,
  listUnconfirmedCorrelations: threads.listUnconfirmedCorrelations,
  getThreadVeto: threads.getThreadVeto,
  vetoThread: threads.vetoThread,
  liftThreadVeto: threads.liftThreadVeto,
  matchAddresses: addressMatches.matchAddresses,
  chooseAddress: addressMatches.chooseAddress,
  forgetAddressChoice: addressMatches.forgetAddressChoice,
  listUnresolvedAddresses: addressMatches.listUnresolvedAddresses,
  resolveEverywhere: addressMatches.resolveEverywhere,
  undoResolveEverywhere: addressMatches.undoResolveEverywhere,
  searchRecords: records.searchRecords,
  suggestRegarding: records.suggestRegarding,
  listRecords: records.listRecords,
  createRecord: records.createRecord,
  upsertRecords: records.upsertRecords,
  upsertByExternalId: records.upsertByExternalId,
  getRecord: records.getRecord,
  changeRecord: records.changeRecord,
  deleteRecord: records.deleteRecord,
  restoreRecord: records.restoreRecord,
  getRecordCard: records.getRecordCard,
  listRecordTypes: records.listRecordTypes,
  declareRecordType: records.declareRecordType,
  listTemplates: templates.listTemplates,
  createTemplate: templates.createTemplate,
  getTemplate: templates.getTemplate,
  changeTemplate: templates.changeTemplate,
  deleteTemplate: templates.deleteTemplate,
  renderTemplate: templates.renderTemplate,
  listQuickCampaigns: campaigns.listQuickCampaigns,
  createQuickCampaign: campaigns.createQuickCampaign,
  getQuickCampaign: campaigns.getQuickCampaign,
  changeQuickCampaign: campaigns.changeQuickCampaign,
  deleteQuickCampaign: campaigns.deleteQuickCampaign,
  listCampaignMembers: campaigns.listCampaignMembers,
  previewCampaignMember: campaigns.previewCampaignMember,
  testQuickCampaign: campaigns.testQuickCampaign,
  startQuickCampaign: campaigns.startQuickCampaign,
  changeCampaignState: campaigns.changeCampaignState,
  listMarketingLists: marketingLists.listMarketingLists,
  createMarketingList: marketingLists.createMarketingList,
  deleteMarketingList: marketingLists.deleteMarketingList,
  listMarketingListMembers: marketingLists.listMarketingListMembers,
  changeMarketingListMembers: marketingLists.changeMarketingListMembers,
  listWorkflows: workflows.listWorkflows,
  createWorkflow: workflows.createWorkflow,
  getWorkflow: workflows.getWorkflow,
  changeWorkflow: workflows.changeWorkflow,
  deleteWorkflow: workflows.deleteWorkflow,
  listWorkflowRuns: workflows.listWorkflowRuns,
  previewWorkflow: workflows.previewWorkflow,
  listUsers: users.listUsers,
  addUser: users.addUser,
  changeUser: users.changeUser,
  inviteUser: users.inviteUser,
  getUserSettings: settings.getUserSettings,
  changeUserSettings: settings.changeUserSettings,
  getSettings: settings.getSettings,
  changeSettings: settings.changeSettings,
  getSendingProfile: sending.getSendingProfile,
  setSendingProfile: sending.setSendingProfile,
  deleteSendingProfile: sending.deleteSendingProfile,
  testSendingProfile: sending.testSendingProfile,
  getMySendingProfile: sending.getMySendingProfile,
  setMySendingProfile: sending.setMySendingProfile,
  deleteMySendingProfile: sending.deleteMySendingProfile,
  testMySendingProfile: sending.testMySendingProfile,
  listSendingProfiles: sending.listSendingProfiles,
  approveSendingProfile: sending.approveSendingProfile,
  listDevices: devices.listDevices,
  claimSynchronizing: devices.claimSynchronizing,
  releaseSynchronizing: devices.releaseSynchronizing,
  replaceDevice: devices.replaceDevice,
  signOutDevice: devices.signOutDevice,
  createEmail: emails.createEmail,
  listEmails: emails.listEmails,
  getEmail: emails.getEmail,
  changeEmail: emails.changeEmail,
  deleteEmail: emails.deleteEmail,
  addEmailAttachment: emails.addEmailAttachment,
  removeEmailAttachment: emails.removeEmailAttachment,
  sendEmail: emails.sendEmail,
  cancelEmail: emails.cancelEmail,
  resendEmail: emails.resendEmail,
  settleUncertain: emails.settleUncertain,
  listSenders: emails.listSenders,
  allowSender: emails.allowSender,
  forbidSender: emails.forbidSender,
  getDropAddress: dropAddress.getDropAddress,
  makeDropAddress: dropAddress.makeDropAddress,
  getQueueSettings: queues.getQueueSettings,
  changeQueueSettings: queues.changeQueueSettings,
  listQueueItems: queues.listQueueItems,
  pickQueueItem: queues.pickQueueItem,
  releaseQueueItem: queues.releaseQueueItem,
  routeQueueItem: queues.routeQueueItem,
  resolveQueueItem: queues.resolveQueueItem,
  checkMail: router.checkMail,
  deliverMail: router.deliverMail,
  listOutcomes: router.listOutcomes,
  countOutcomes: router.countOutcomes,
  readOutcome: router.readOutcome,
  listUndeliverable: undeliverable.listUndeliverable,
  getUndeliverableSource: undeliverable.getUndeliverableSource,
  retryUndeliverable: undeliverable.retryUndeliverable,
  discardUndeliverable: undeliverable.discardUndeliverable,
} as const satisfies Record<RouteName, Endpoint>;

export type Api = typeof api;

/** What a caller hands over and gets back, by endpoint name; the pane imports these types and no schema. */
export interface CallInput<Name extends RouteName> {
  readonly params: ParamsOf<Api[Name]>;
  readonly query: QueryInputOf<Api[Name]>;
  readonly body: BodyInputOf<Api[Name]>;
}
export type CallOutput<Name extends RouteName> = ReturnsOf<Api[Name]>;
