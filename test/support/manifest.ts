import type { ManifestInput } from '../../server/manifest/manifest-input.ts';

/** The identity of the manifest in the repository; an installation makes its own. */
export const developmentId = 'e35c8126-3f66-4b90-8c13-f7ab6176ef9a';

export const userManifest: ManifestInput = {
  publicUrl: 'https://crm.example.com',
  id: developmentId,
  version: '1.0.0',
  profile: 'user',
};

export const adminManifest: ManifestInput = { ...userManifest, profile: 'admin' };

/** Everything the renderer can declare, whether or not the product does it yet. */
export const fullManifest: ManifestInput = {
  ...adminManifest,
  publicUrl: 'https://crm.example.com/outlook/',
  extraDomains: ['https://login.example.com/path'],
  surfaces: ['messageRead', 'messageCompose', 'appointmentOrganizer', 'appointmentAttendee'],
  launchEvents: {
    handlers: {
      OnNewMessageCompose: 'onNewMessageCompose',
      OnMessageSend: 'onMessageSend',
      OnAppointmentSend: 'onAppointmentSend',
    },
  },
};
