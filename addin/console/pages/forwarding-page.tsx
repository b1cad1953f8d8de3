import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sayError, sayIssues } from '../../components/error-text.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import {
  type ForwardRule,
  type ForwardStep,
  useForwardRules,
  useForwardSettings,
  useForwardStep,
  useTeams,
} from '../../queries/forward-rules.ts';
import { useStrings } from '../../strings/strings.ts';
import { BatchProgress } from '../batch/batch-progress.tsx';
import { type BatchItem, useBatch } from '../batch/use-batch.ts';
import { useConsoleStrings, useForwardWords } from '../console-strings.ts';
import { ForwardSettingsSection } from '../forwarding/forward-settings.tsx';
import { isProbeTrouble, RuleRows } from '../forwarding/rule-rows.tsx';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalS },
  search: { flexGrow: 1, flexBasis: '220px' },
});

/** A15: the rules by which users' mail comes to the forward mailbox, for administrators. */
export const ForwardingPage = () => {
  const styles = useStyles();
  const words = useForwardWords();
  const { rooms } = useConsoleStrings();
  const settings = useForwardSettings();
  return (
    <>
      <RoomTitle>{rooms.forwarding}</RoomTitle>
      <p className={styles.lead}>{words.lead}</p>
      {settings.isError && <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <RowsSkeleton rows={4} />}
      {settings.data !== undefined && <ForwardSettingsSection settings={settings.data} />}
      {settings.data && <Rules />}
    </>
  );
};

type Shown = ForwardRule['state'] | 'any' | 'toDo';

const isShown = (rule: ForwardRule, text: string, shown: Shown): boolean => {
  const words = `${rule.user.name} ${rule.address}`.toLowerCase();
  if (!words.includes(text.trim().toLowerCase())) return false;
  if (shown === 'any') return true;
  return shown === 'toDo' ? rule.state !== 'working' || isProbeTrouble(rule) : rule.state === shown;
};

const itemOf = ({ user }: ForwardRule): BatchItem => user;

/** One step for many, one after another; what the mail system does is a result and no end of the run. */
const useSteps = () => {
  const words = useForwardWords();
  const { serverSays } = useConsoleStrings();
  const strings = useStrings();
  const client = useQueryClient();
  const take = useForwardStep();
  const { batch, run, stop } = useBatch<ForwardStep>(async ({ id }, asked) => {
    try {
      const { state, problem } = await take(id, asked);
      const isGood = state === (asked === 'remove' ? 'missing' : 'working') || asked === 'check';
      const says = state === null ? words.unknown : words.states[state];
      return {
        succeeded: isGood && state !== 'failed',
        says: [says, state === 'missing' || problem === null ? '' : serverSays(problem)].filter(Boolean).join('. '),
      };
    } catch (error) {
      return { succeeded: false, says: [sayError(error, strings), ...sayIssues(error)].join(' ') };
    }
  });
  const runStep = async (items: readonly BatchItem[], asked: ForwardStep) => {
    await run(items, asked);
    await client.invalidateQueries({ queryKey: ['forward-rules'] });
  };
  return { batch, run: runStep, stop };
};

interface TeamSelectProps {
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly team: string;
  readonly onChange: (team: string) => void;
}

/** Nothing where the organization has no teams. */
const TeamSelect = ({ teams, team, onChange }: TeamSelectProps) => {
  const words = useForwardWords();
  if (teams.length === 0) return null;
  return (
    <Field label={words.team}>
      <Select onChange={(_event, { value }) => onChange(value)} value={team}>
        <option value="">{words.allTeams}</option>
        {teams.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
};

/** Who is in the chosen team; everybody where none is chosen. */
const membership = (
  teams: readonly { readonly id: string; readonly memberIds: ReadonlySet<string> }[] | undefined,
  team: string,
): ((userId: string) => boolean) => {
  const members = teams?.find(({ id }) => id === team)?.memberIds;
  return (userId) => members?.has(userId) ?? true;
};

const Rules = () => {
  const styles = useStyles();
  const words = useForwardWords();
  const list = useForwardRules();
  const teams = useTeams();
  const [team, setTeam] = useState('');
  const { batch, run, stop } = useSteps();
  const [text, setText] = useState('');
  const [shown, setShown] = useState<Shown>('any');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const isMember = membership(teams.data, team);
  const rules = all.filter((rule) => isShown(rule, text, shown) && isMember(rule.user.id));
  const selected = rules.filter(({ user }) => chosen.has(user.id));
  const isRunning = batch.state === 'running';
  const choose = (id: string, isChosen: boolean) =>
    setChosen(new Set(isChosen ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  return (
    <>
      <div className={styles.row}>
        <Field className={styles.search} label={words.search}>
          <Input
            contentBefore={<Icon name="search" size={16} />}
            onChange={(_event, { value }) => setText(value)}
            type="search"
            value={text}
          />
        </Field>
        <StateSelect onChange={setShown} shown={shown} />
        <TeamSelect onChange={setTeam} team={team} teams={teams.data ?? []} />
      </div>
      <div className={styles.row}>
        <Button onClick={() => setChosen(new Set(rules.map(({ user }) => user.id)))}>{words.chooseAll}</Button>
        {(['check', 'deploy', 'probe', 'remove'] as const).map((step) => (
          <Button
            disabledFocusable={isRunning || selected.length === 0}
            key={step}
            onClick={() => void run(selected.map(itemOf), step)}
          >
            {words.stepForMany(words.steps[step], String(selected.length))}
          </Button>
        ))}
      </div>
      <BatchProgress batch={batch} onStop={stop} />
      {teams.isError && <ErrorNotice error={teams.error} onRetry={() => void teams.refetch()} />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={6} />}
      {list.isSuccess && rules.length === 0 && <p className={styles.lead}>{words.none}</p>}
      {rules.length > 0 && (
        <RuleRows
          chosen={chosen}
          isRunning={isRunning}
          onChoose={choose}
          onStep={(rule, step) => void run([itemOf(rule)], step)}
          rules={rules}
        />
      )}
      <MoreButton pages={list} />
    </>
  );
};

const states = ['working', 'missing', 'switchedOff', 'altered', 'blocked', 'failed'] as const;

const StateSelect = ({ shown, onChange }: { readonly shown: Shown; readonly onChange: (shown: Shown) => void }) => {
  const words = useForwardWords();
  return (
    <Field label={words.state}>
      <Select
        onChange={(_event, { value }) =>
          onChange(value === 'toDo' ? 'toDo' : (states.find((one) => one === value) ?? 'any'))
        }
        value={shown ?? 'any'}
      >
        <option value="any">{words.allStates}</option>
        <option value="toDo">{words.toDo}</option>
        {states.map((state) => (
          <option key={state} value={state}>
            {words.states[state]}
          </option>
        ))}
      </Select>
    </Field>
  );
};
