/** Shapes of what crosses the wire, from the metadata that Microsoft publishes (CSDL of v1.0): name, type, `!` for never null, `[]` for many. */
const text = {
  message:
    'bccRecipients:recipient[] body:itemBody bodyPreview:String categories:String[] ccRecipients:recipient[] changeKey:String conversationId:String conversationIndex:Binary createdDateTime:DateTimeOffset from:recipient hasAttachments:Boolean id:String! importance:importance internetMessageId:String isDeliveryReceiptRequested:Boolean isDraft:Boolean isRead:Boolean isReadReceiptRequested:Boolean lastModifiedDateTime:DateTimeOffset parentFolderId:String receivedDateTime:DateTimeOffset replyTo:recipient[] sender:recipient sentDateTime:DateTimeOffset subject:String toRecipients:recipient[] uniqueBody:itemBody webLink:String',
  mailFolder:
    'childFolderCount:Int32 displayName:String id:String! isHidden:Boolean parentFolderId:String totalItemCount:Int32 unreadItemCount:Int32',
  subscription:
    'applicationId:String changeType:String! clientState:String creatorId:String encryptionCertificate:String encryptionCertificateId:String expirationDateTime:DateTimeOffset! id:String! includeResourceData:Boolean latestSupportedTlsVersion:String lifecycleNotificationUrl:String notificationQueryOptions:String notificationUrl:String! notificationUrlAppId:String resource:String!',
  messageRule:
    'actions:messageRuleActions conditions:messageRulePredicates displayName:String exceptions:messageRulePredicates hasError:Boolean id:String! isEnabled:Boolean isReadOnly:Boolean sequence:Int32',
  singleValueLegacyExtendedProperty: 'id:String! value:String',
  messageRuleActions:
    'assignCategories:String[] copyToFolder:String delete:Boolean forwardAsAttachmentTo:recipient[] forwardTo:recipient[] markAsRead:Boolean markImportance:importance moveToFolder:String permanentDelete:Boolean redirectTo:recipient[] stopProcessingRules:Boolean',
  messageRulePredicates:
    'bodyContains:String[] bodyOrSubjectContains:String[] categories:String[] fromAddresses:recipient[] hasAttachments:Boolean headerContains:String[] importance:importance isApprovalRequest:Boolean isAutomaticForward:Boolean isAutomaticReply:Boolean isEncrypted:Boolean isMeetingRequest:Boolean isMeetingResponse:Boolean isNonDeliveryReport:Boolean isPermissionControlled:Boolean isReadReceipt:Boolean isSigned:Boolean isVoicemail:Boolean notSentToMe:Boolean recipientContains:String[] senderContains:String[] sentCcMe:Boolean sentOnlyToMe:Boolean sentToAddresses:recipient[] sentToMe:Boolean sentToOrCcMe:Boolean subjectContains:String[] withinSizeRange:sizeRange',
  contact:
    'assistantName:String birthday:DateTimeOffset businessAddress:physicalAddress businessHomePage:String businessPhones:String[] categories:String[] changeKey:String children:String[] companyName:String createdDateTime:DateTimeOffset department:String displayName:String emailAddresses:emailAddress[] fileAs:String generation:String givenName:String homeAddress:physicalAddress homePhones:String[] id:String! imAddresses:String[] initials:String jobTitle:String lastModifiedDateTime:DateTimeOffset manager:String middleName:String mobilePhone:String nickName:String officeLocation:String otherAddress:physicalAddress parentFolderId:String personalNotes:String profession:String spouseName:String surname:String title:String',
  todoTaskList: 'displayName:String id:String! isOwner:Boolean! isShared:Boolean! wellknownListName:wellknownListName!',
  todoTask:
    'body:itemBody bodyLastModifiedDateTime:DateTimeOffset! categories:String[] completedDateTime:dateTimeTimeZone createdDateTime:DateTimeOffset! dueDateTime:dateTimeTimeZone hasAttachments:Boolean id:String! importance:importance! isReminderOn:Boolean! lastModifiedDateTime:DateTimeOffset! reminderDateTime:dateTimeTimeZone startDateTime:dateTimeTimeZone status:taskStatus! title:String',
  linkedResource: 'applicationName:String displayName:String externalId:String id:String! webUrl:String',
  dateTimeTimeZone: 'dateTime:String! timeZone:String',
  event:
    'allowNewTimeProposals:Boolean attendees:attendee[] body:itemBody bodyPreview:String cancelledOccurrences:String[]! categories:String[] changeKey:String createdDateTime:DateTimeOffset end:dateTimeTimeZone hasAttachments:Boolean hideAttendees:Boolean iCalUId:String id:String! importance:importance isAllDay:Boolean isCancelled:Boolean isDraft:Boolean isOnlineMeeting:Boolean isOrganizer:Boolean isReminderOn:Boolean lastModifiedDateTime:DateTimeOffset location:location locations:location[] onlineMeeting:onlineMeetingInfo onlineMeetingProvider:onlineMeetingProviderType onlineMeetingUrl:String organizer:recipient originalEndTimeZone:String originalStart:DateTimeOffset originalStartTimeZone:String recurrence:patternedRecurrence reminderMinutesBeforeStart:Int32 responseRequested:Boolean responseStatus:responseStatus sensitivity:sensitivity seriesMasterId:String showAs:freeBusyStatus start:dateTimeTimeZone subject:String transactionId:String type:eventType webLink:String',
  calendar:
    'allowedOnlineMeetingProviders:onlineMeetingProviderType[] canEdit:Boolean canShare:Boolean canViewPrivateItems:Boolean changeKey:String color:calendarColor defaultOnlineMeetingProvider:onlineMeetingProviderType hexColor:String id:String! isDefaultCalendar:Boolean isRemovable:Boolean isTallyingResponses:Boolean name:String owner:emailAddress',
  patternedRecurrence: 'pattern:recurrencePattern range:recurrenceRange',
  recurrencePattern:
    'dayOfMonth:Int32! daysOfWeek:dayOfWeek[] firstDayOfWeek:dayOfWeek index:weekIndex interval:Int32! month:Int32! type:recurrencePatternType',
  recurrenceRange:
    'endDate:Date numberOfOccurrences:Int32! recurrenceTimeZone:String startDate:Date type:recurrenceRangeType',
  responseStatus: 'response:responseType time:DateTimeOffset',
  timeSlot: 'end:dateTimeTimeZone! start:dateTimeTimeZone!',
  outlookGeoCoordinates: 'accuracy:Double altitude:Double altitudeAccuracy:Double latitude:Double longitude:Double',
  location:
    'address:physicalAddress coordinates:outlookGeoCoordinates displayName:String locationEmailAddress:String locationType:locationType locationUri:String uniqueId:String uniqueIdType:locationUniqueIdType',
  attendee: 'emailAddress:emailAddress proposedNewTime:timeSlot status:responseStatus type:attendeeType',
  onlineMeetingInfo:
    'conferenceId:String joinUrl:String phones:phone[] quickDial:String tollFreeNumbers:String[] tollNumber:String',
  phone: 'language:String number:String region:String type:phoneType',
  contactFolder: 'displayName:String id:String! parentFolderId:String',
  physicalAddress: 'city:String countryOrRegion:String postalCode:String state:String street:String',
  recipient: 'emailAddress:emailAddress',
  emailAddress: 'address:String name:String',
  sizeRange: 'maximumSize:Int32 minimumSize:Int32',
  itemBody: 'content:String contentType:bodyType',
  changeNotification:
    'changeType:changeType! clientState:String id:String lifecycleEvent:lifecycleEventType resource:String! resourceData:resourceData subscriptionExpirationDateTime:DateTimeOffset! subscriptionId:Guid! tenantId:Guid!',
  /** Open: it may hold anything. */
  resourceData: '',
} as const;

export const enumerations: Readonly<Record<string, readonly string[]>> = {
  lifecycleEventType: ['missed', 'subscriptionRemoved', 'reauthorizationRequired'],
  changeType: ['created', 'updated', 'deleted'],
  importance: ['low', 'normal', 'high'],
  eventType: ['singleInstance', 'occurrence', 'exception', 'seriesMaster'],
  sensitivity: ['normal', 'personal', 'private', 'confidential'],
  freeBusyStatus: ['unknown', 'free', 'tentative', 'busy', 'oof', 'workingElsewhere'],
  responseType: ['none', 'organizer', 'tentativelyAccepted', 'accepted', 'declined', 'notResponded'],
  attendeeType: ['required', 'optional', 'resource'],
  recurrencePatternType: ['daily', 'weekly', 'absoluteMonthly', 'relativeMonthly', 'absoluteYearly', 'relativeYearly'],
  recurrenceRangeType: ['endDate', 'noEnd', 'numbered'],
  dayOfWeek: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
  weekIndex: ['first', 'second', 'third', 'fourth', 'last'],
  locationType: [
    'default',
    'conferenceRoom',
    'homeAddress',
    'businessAddress',
    'geoCoordinates',
    'streetAddress',
    'hotel',
    'restaurant',
    'localBusiness',
    'postalAddress',
  ],
  locationUniqueIdType: ['unknown', 'locationStore', 'directory', 'private', 'bing'],
  onlineMeetingProviderType: ['unknown', 'skypeForBusiness', 'skypeForConsumer', 'teamsForBusiness'],
  calendarColor: [
    'auto',
    'lightBlue',
    'lightGreen',
    'lightOrange',
    'lightGray',
    'lightYellow',
    'lightTeal',
    'lightPink',
    'lightBrown',
    'lightRed',
    'maxColor',
  ],
  phoneType: [
    'home',
    'business',
    'mobile',
    'other',
    'assistant',
    'homeFax',
    'businessFax',
    'otherFax',
    'pager',
    'radio',
  ],
  bodyType: ['text', 'html'],
  taskStatus: ['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred'],
  wellknownListName: ['none', 'defaultList', 'flaggedEmails', 'unknownFutureValue'],
};

export type ShapeName = keyof typeof text;

export interface PropertyShape {
  readonly type: string;
  readonly many: boolean;
  readonly required: boolean;
}

const propertyOf = (written: string): [string, PropertyShape] => {
  const [name = '', type = ''] = written.split(':');
  return [name, { type: type.replace(/\[\]|!/g, ''), many: type.includes('[]'), required: type.endsWith('!') }];
};

/** Properties of each shape by name. */
export const shapes: Readonly<Record<string, ReadonlyMap<string, PropertyShape>>> = Object.fromEntries(
  Object.entries(text).map(([name, words]) => [
    name,
    new Map(
      words
        .split(' ')
        .filter((word) => word !== '')
        .map(propertyOf),
    ),
  ]),
);
/** Shapes with properties that nobody declared. */
export const openShapes: ReadonlySet<string> = new Set(['resourceData']);
