import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useStrings } from '../strings/strings.ts';
import { sayError, sayIssues } from './error-text.ts';

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
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>{text}</MessageBarBody>
        {onRetry && (
          <MessageBarActions>
            <Button onClick={onRetry} size="small">
              {strings.errorPhrases.tryAgain}
            </Button>
          </MessageBarActions>
        )}
      </MessageBar>
    </div>
  );
};
