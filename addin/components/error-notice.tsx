import { Button } from '@fluentui/react-components';
import { useStrings } from '../strings/strings.ts';
import { sayError, sayIssues } from './error-text.ts';
import { Message } from './message.tsx';

interface ErrorNoticeProps {
  readonly error: unknown;
  /** What it means for the mail. */
  readonly consequence?: string;
  readonly onRetry?: () => void;
}

/** A failure where it happened: what, what it means, and the way to try again. */
export const ErrorNotice = ({ error, consequence, onRetry }: ErrorNoticeProps) => {
  const strings = useStrings();
  const text = [sayError(error, strings), ...sayIssues(error), consequence].filter(Boolean).join(' ');
  return (
    <div role="alert">
      <Message
        actions={
          onRetry && (
            <Button onClick={onRetry} size="small">
              {strings.errorPhrases.tryAgain}
            </Button>
          )
        }
        intent="error"
      >
        {text}
      </Message>
    </div>
  );
};
