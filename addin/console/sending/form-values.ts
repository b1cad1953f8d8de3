import type { CallInput, CallOutput } from '#shared/contracts/api.ts';

export type SendingView = NonNullable<CallOutput<'getSendingProfile'>['profile']>;
type Body = CallInput<'setSendingProfile'>['body'];

/** What stands in the form, all of it text. */
export interface SendingForm {
  readonly host: string;
  readonly port: string;
  readonly tls: Body['tls'];
  readonly signIn: Body['signIn'];
  readonly user: string;
  readonly secret: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly scope: string;
  readonly grant: 'refreshToken' | 'clientCredentials';
  /** S8: a copy of what was sent goes into a folder there. */
  readonly keepsCopy: boolean;
  readonly copyHost: string;
  readonly copyPort: string;
  readonly copyTls: NonNullable<Body['sentCopy']>['tls'];
  readonly copyFolder: string;
}

/** As most providers want it. */
const emptyForm: SendingForm = {
  host: '',
  port: '587',
  tls: 'required',
  signIn: 'password',
  user: '',
  secret: '',
  clientSecret: '',
  tokenUrl: '',
  clientId: '',
  scope: '',
  grant: 'refreshToken',
  keepsCopy: false,
  copyHost: '',
  copyPort: '993',
  copyTls: 'implicit',
  copyFolder: '',
};

const copyForm = (copy: SendingView['sentCopy']) =>
  copy === null || copy === undefined
    ? {}
    : {
        keepsCopy: true,
        copyHost: copy.host,
        copyPort: String(copy.port),
        copyTls: copy.tls,
        copyFolder: copy.folder ?? '',
      };

/** The settings as a form; secrets are never there to be shown. */
export const formOf = (profile: SendingView | null): SendingForm =>
  profile === null
    ? emptyForm
    : {
        ...emptyForm,
        host: profile.host,
        port: String(profile.port),
        tls: profile.tls,
        signIn: profile.signIn,
        user: profile.user ?? '',
        tokenUrl: profile.oauth2?.tokenUrl ?? '',
        clientId: profile.oauth2?.clientId ?? '',
        scope: profile.oauth2?.scope ?? '',
        grant: profile.oauth2?.grant ?? 'refreshToken',
        ...copyForm(profile.sentCopy),
      };

/** The form as the server takes it; an empty secret leaves the one that is kept. */
export const bodyOf = (form: SendingForm): Body => ({
  host: form.host.trim(),
  port: Number(form.port),
  tls: form.tls,
  signIn: form.signIn,
  user: form.signIn === 'none' || form.user.trim() === '' ? null : form.user.trim(),
  oauth2:
    form.signIn === 'oauth2'
      ? {
          grant: form.grant,
          tokenUrl: form.tokenUrl.trim(),
          clientId: form.clientId.trim(),
          scope: form.scope.trim() === '' ? null : form.scope.trim(),
        }
      : null,
  sentCopy:
    form.keepsCopy && form.signIn !== 'none'
      ? {
          host: form.copyHost.trim(),
          port: Number(form.copyPort),
          tls: form.copyTls,
          folder: form.copyFolder.trim() === '' ? null : form.copyFolder.trim(),
        }
      : null,
  ...(form.secret === '' ? {} : { secret: form.secret }),
  ...(form.clientSecret === '' ? {} : { clientSecret: form.clientSecret }),
});
