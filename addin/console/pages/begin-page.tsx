import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useApi } from '../../queries/api-context.ts';
import { useActivity } from '../../queries/console.ts';
import { useAttachments, useEmail, useOwnAddresses } from '../../queries/emails.ts';
import { useMySettings } from '../../queries/settings.ts';
import { useExactMoment } from '../../strings/strings.ts';
import { useMailWords } from '../console-strings.ts';
import type { Begin } from '../place.ts';
import { answerTo } from '../write/answer.ts';
import { draftOf, emptyDraft } from '../write/draft.ts';
import { readFile } from '../write/read-file.ts';
import { newMailHtml, signedAnswer } from '../write/signature.ts';
import { WritePage } from './write-page.tsx';

/** What the editor begins with: nothing, a stored draft, a record to write to, or a mail that is answered. */
export const BeginPage = ({ begin }: { readonly begin: Begin }) => {
  switch (begin.kind) {
    case 'new':
      return <NewMail />;
    case 'draft':
      return <StoredDraft emailId={begin.id} key={begin.id} />;
    case 'reply':
    case 'replyAll':
    case 'forward':
      return <Answer begin={begin} key={`${begin.kind} ${begin.id}`} />;
  }
};

const NewMail = () => {
  const settings = useMySettings();
  if (settings.isError) return <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <TextSkeleton lines={10} />;
  return <WritePage begun={{ ...emptyDraft, html: newMailHtml(settings.data) }} emailId={null} images={[]} />;
};

/** Pictures of a stored draft, read so that the editor can show them; they are found by their names. */
const useTextImages = (
  emailId: string,
  attachments: readonly { n: number; name: string; inline: boolean }[] | null,
) => {
  const { organizationId } = useApi();
  const { read } = useAttachments();
  const inline = (attachments ?? []).filter((attachment) => attachment.inline);
  return useQuery({
    queryKey: ['text-images', organizationId, emailId, inline.map(({ n }) => n)],
    enabled: attachments !== null,
    queryFn: () =>
      Promise.all(
        inline.map(async ({ n, name }) => ({
          contentId: name,
          source: (await readFile(await read(emailId, n), name)).source,
        })),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
};

const StoredDraft = ({ emailId }: { readonly emailId: string }) => {
  const email = useEmail(emailId);
  const images = useTextImages(emailId, email.data?.attachments ?? null);
  const error = email.error ?? images.error;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void email.refetch()} />;
  if (!email.data || !images.data) return <TextSkeleton lines={10} />;
  return <WritePage begun={draftOf(email.data)} emailId={emailId} images={images.data} />;
};

const Answer = ({ begin }: { readonly begin: Extract<Begin, { kind: 'reply' | 'replyAll' | 'forward' }> }) => {
  const words = useMailWords();
  const moment = useExactMoment();
  const activity = useActivity(begin.id);
  const own = useOwnAddresses();
  const settings = useMySettings();
  const error = activity.error ?? own.error ?? settings.error;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void activity.refetch()} />;
  if (!activity.data || !own.data || !settings.data) return <TextSkeleton lines={10} />;
  const when = activity.data.sentAt === null ? '' : moment(activity.data.sentAt);
  const draft = answerTo(activity.data, begin.kind, { words: words.quote, when, ownAddresses: own.data });
  const begun = { ...draft, html: signedAnswer(draft.html, settings.data) };
  return <WritePage begun={begun} emailId={null} images={[]} />;
};
