import { Button } from '@fluentui/react-components';
import { Page } from '../components/page.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { RunView } from '../features/several/run-view.tsx';
import { RunWithPicker } from '../features/several/run-with-picker.tsx';
import type { SelectedMail } from '../office/host.ts';
import { useHost } from '../office/host-context.ts';
import { useSelectedRun } from '../queries/selected-run.ts';
import { useStrings } from '../strings/strings.ts';
import { pickForAll } from './pick-for-all.tsx';

interface SelectionProps {
  readonly count: number;
  readonly onLook: () => void;
}

/** Several are selected: nothing is read of them before the person says so. */
export const SelectionOffer = ({ count, onLook }: SelectionProps) => {
  const { several } = useStrings();
  return (
    <EmptyState
      action={
        <Button appearance="primary" onClick={onLook}>
          {several.look}
        </Button>
      }
      heading="h1"
      icon="mail"
      title={several.selectedTitle(count)}
    >
      {several.selectedSays}
    </EmptyState>
  );
};

/** P9: the selection as it was when the person said so; it stays until they go back, whatever is selected by then. */
export const SelectedRun = ({
  mails,
  onBack,
}: {
  readonly mails: readonly SelectedMail[];
  readonly onBack: () => void;
}) => {
  const { several } = useStrings();
  const source = useSelectedRun(useHost(), mails);
  return (
    <RunWithPicker picker={pickForAll}>
      {(pick) => (
        <Page onBack={onBack} title={several.title}>
          <RunView pickRegarding={pick} source={source} />
        </Page>
      )}
    </RunWithPicker>
  );
};
