/** Who installs it: a person by sideloading, or an administrator for many (and with the wider permission). */
export type ManifestProfile = 'user' | 'admin';

/** Where in Outlook the pane's button stands. */
export type ManifestSurface = 'messageRead' | 'messageCompose' | 'appointmentOrganizer' | 'appointmentAttendee';

export type LaunchEventType = 'OnMessageSend' | 'OnAppointmentSend' | 'OnNewMessageCompose';

/** Handlers by event. Only the administrator's profile carries them: Outlook runs none in a sideloaded add-in. */
export interface LaunchEvents {
  readonly handlers: Readonly<Partial<Record<LaunchEventType, string>>>;
}

export interface ManifestInput {
  /** Where Outlook reaches this installation: https, with or without a path, with or without a final slash. */
  readonly publicUrl: string;
  /** GUID of the installation. Outlook keys custom properties by it, so it must never change. */
  readonly id: string;
  /** Release, three numbers. */
  readonly version: string;
  readonly profile: ManifestProfile;
  /** Origins that the pane's dialogs may visit besides our own (identity providers). */
  readonly extraDomains?: readonly string[];
  /** Absent: the installation's own download and help page. */
  readonly supportUrl?: string;
  /** Absent: all of them. */
  readonly surfaces?: readonly ManifestSurface[];
  /** The button beside the pane's that tracks without opening it. Absent: it is there. */
  readonly trackCommand?: 'none' | { readonly functionName: string };
  /** Absent: those of a message that is being written. */
  readonly launchEvents?: 'none' | LaunchEvents;
}

/** What the parts of the renderer read: the input with every default filled in. */
export interface ManifestPlan {
  readonly base: string;
  readonly id: string;
  readonly version: string;
  readonly permission: 'ReadWriteItem' | 'ReadWriteMailbox';
  readonly domains: readonly string[];
  readonly supportUrl: string;
  readonly surfaces: readonly ManifestSurface[];
  readonly trackFunction: string | null;
  readonly launchHandlers: readonly (readonly [LaunchEventType, string])[];
}

/** The name under which the page of commands answers to the button. */
export const quickTrackFunction = 'quickTrack';

/** The names under which the script of the events answers. */
export const messageEvents: LaunchEvents = {
  handlers: { OnMessageSend: 'onMessageSend', OnNewMessageCompose: 'onNewMessageCompose' },
};

const launchEventOrder: readonly LaunchEventType[] = ['OnMessageSend', 'OnAppointmentSend', 'OnNewMessageCompose'];

const launchHandlers = (input: ManifestInput): ManifestPlan['launchHandlers'] => {
  const { profile, launchEvents = messageEvents } = input;
  if (profile === 'user' || launchEvents === 'none') return [];
  return launchEventOrder.flatMap((type) => {
    const handler = launchEvents.handlers[type];
    return handler === undefined ? [] : [[type, handler] as const];
  });
};

const withoutFinalSlash = (address: string): string => address.replace(/\/+$/, '');

const originOf = (address: string): string => {
  try {
    return new URL(address).origin;
  } catch {
    return address;
  }
};

/** Fills in the defaults. A wrong address is carried through: `checkManifest` names it. */
export const planManifest = (input: ManifestInput): ManifestPlan => {
  const base = withoutFinalSlash(input.publicUrl);
  const { trackCommand = { functionName: quickTrackFunction } } = input;
  return {
    base,
    id: input.id.toLowerCase(),
    version: `${input.version}.0`,
    permission: input.profile === 'admin' ? 'ReadWriteMailbox' : 'ReadWriteItem',
    domains: [...new Set([base, ...(input.extraDomains ?? [])].map(originOf))],
    supportUrl: input.supportUrl ?? `${base}/download`,
    surfaces: input.surfaces ?? ['messageRead', 'messageCompose', 'appointmentOrganizer', 'appointmentAttendee'],
    trackFunction: trackCommand === 'none' ? null : trackCommand.functionName,
    launchHandlers: launchHandlers(input),
  };
};
