/**
 * Method and path of every call, and nothing else: the pane imports this small table at run time and takes the
 * types from the contracts, so that no schema library is in its first load. Paths are below `/api/v1`.
 */
export const routes = {
  authorize: 'POST /session/authorization',
  exchangeCode: 'POST /session/token',
  refreshSession: 'POST /session/refresh',
  endSession: 'DELETE /session',
  getFirstRun: 'GET /session/first-run',
  acceptInvitation: 'POST /session/invitation',
  getMe: 'GET /me',
  getMySettings: 'GET /me/settings',
  changeMySettings: 'PATCH /me/settings',
  pinRecord: 'PUT /me/pins/:type/:id',
  unpinRecord: 'DELETE /me/pins/:type/:id',

  promote: 'POST /promotions',
  changePromotion: 'PATCH /promotions/:promotionId',
  untrack: 'DELETE /promotions/:promotionId',
  restorePromotion: 'POST /promotions/:promotionId/restoration',
  getTracking: 'GET /messages/:internetMessageId/tracking',

  listActivities: 'GET /activities',
  getActivity: 'GET /activities/:activityId',
  getActivitySource: 'GET /activities/:activityId/source',
  getAttachment: 'GET /activities/:activityId/attachments/:n',
  setRegarding: 'PUT /activities/:activityId/regarding',
  changeActivity: 'PATCH /activities/:activityId',
  deleteActivity: 'DELETE /activities/:activityId',
  restoreActivity: 'POST /activities/:activityId/restoration',
  resolveParty: 'PUT /activities/:activityId/parties/:address/resolution',

  matchAddresses: 'POST /address-matches',
  chooseAddress: 'PUT /address-choices/:address',
  forgetAddressChoice: 'DELETE /address-choices/:address',
  listUnresolvedAddresses: 'GET /unresolved-addresses',
  resolveEverywhere: 'POST /address-resolutions',
  undoResolveEverywhere: 'DELETE /address-resolutions/:resolutionId',

  searchRecords: 'GET /record-search',
  suggestRegarding: 'POST /regarding-suggestions',
  listRecords: 'GET /records/:type',
  createRecord: 'POST /records/:type',
  upsertRecords: 'POST /records/:type/batch',
  upsertByExternalId: 'PUT /records/:type/by-external-id/:key',
  getRecord: 'GET /records/:type/:id',
  changeRecord: 'PATCH /records/:type/:id',
  deleteRecord: 'DELETE /records/:type/:id',
  restoreRecord: 'POST /records/:type/:id/restoration',
  getRecordCard: 'GET /records/:type/:id/card',
  listRecordTypes: 'GET /record-types',
  declareRecordType: 'PUT /record-types/:type',

  listUsers: 'GET /users',
  addUser: 'POST /users',
  changeUser: 'PATCH /users/:userId',
  inviteUser: 'POST /users/:userId/invitation',
  getUserSettings: 'GET /users/:userId/settings',
  changeUserSettings: 'PATCH /users/:userId/settings',
  getSettings: 'GET /settings',
  changeSettings: 'PATCH /settings',

  listDevices: 'GET /devices',
  claimSynchronizing: 'PUT /devices/:deviceId/synchronizing',
  releaseSynchronizing: 'DELETE /devices/:deviceId/synchronizing',
  signOutDevice: 'DELETE /devices/:deviceId',

  listUndeliverable: 'GET /undeliverable',
  getUndeliverableSource: 'GET /undeliverable/:holdId/source',
  retryUndeliverable: 'POST /undeliverable/:holdId/retry',
  discardUndeliverable: 'DELETE /undeliverable/:holdId',
} as const;

export type RouteName = keyof typeof routes;
export type Route = (typeof routes)[RouteName];
