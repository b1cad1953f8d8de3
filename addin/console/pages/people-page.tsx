import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { type SyntheticEvent, useState } from 'react';
import type { WireUser } from '#shared/contracts/users.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useAddUser, useChangeUser, useInviteUser, useUsers } from '../../queries/console.ts';
import { useConsoleStrings } from '../console-strings.ts';
import { MoreButton } from './more-button.tsx';
import { RoomTitle } from './room-title.tsx';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  link: { fontFamily: tokens.fontFamilyMonospace },
});

/** Users of the organization, for its administrators. */
export const PeoplePage = () => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const list = useUsers();
  const users = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <RoomTitle>{words.rooms.people}</RoomTitle>
      <p className={styles.lead}>{words.people.lead}</p>
      <AddPerson />
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={4} />}
      {users.map((user) => (
        <PersonSection key={user.id} user={user} />
      ))}
      <MoreButton pages={list} />
    </>
  );
};

const AddPerson = () => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const notify = useNotify();
  const add = useAddUser();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<'user' | 'administrator'>('user');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    add.mutate(
      { email: email.trim(), role, ...(name.trim() === '' ? {} : { name: name.trim() }) },
      {
        onSuccess: (user) => {
          notify({ intent: 'success', text: words.people.added(user.name) });
          setEmail('');
          setName('');
        },
      },
    );
  };
  return (
    <Section title={words.people.add}>
      <form className={styles.form} onSubmit={submit}>
        <Field label={words.people.email} required>
          <Input onChange={(_event, { value }) => setEmail(value)} type="email" value={email} />
        </Field>
        <Field label={words.people.name}>
          <Input onChange={(_event, { value }) => setName(value)} value={name} />
        </Field>
        <Field label={words.people.role}>
          <Select onChange={(_event, { value }) => setRole(value as 'user')} value={role}>
            <option value="user">{words.people.roles.user}</option>
            <option value="administrator">{words.people.roles.administrator}</option>
          </Select>
        </Field>
        <Button appearance="primary" disabledFocusable={add.isPending || email.trim() === ''} type="submit">
          {words.people.add}
        </Button>
      </form>
      {add.isError && <ErrorNotice error={add.error} />}
    </Section>
  );
};

const PersonSection = ({ user }: { readonly user: WireUser }) => {
  const styles = useStyles();
  const words = useConsoleStrings();
  const change = useChangeUser();
  const invite = useInviteUser();
  return (
    <Section heading="spoken" title={user.name}>
      <div className={styles.row}>
        <div className={styles.name}>
          {user.name}
          <p className={styles.quiet}>
            {[
              user.addresses.map(({ address }) => address).join(', '),
              words.people.roles[user.role],
              user.active ? '' : words.people.inactive,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <Button aria-label={words.people.inviteFor(user.name)} onClick={() => invite.mutate(user.id)} size="small">
          {words.people.invite}
        </Button>
        <Button
          appearance="subtle"
          aria-label={user.active ? words.people.disableFor(user.name) : words.people.enableFor(user.name)}
          onClick={() => change.mutate({ userId: user.id, body: { active: !user.active } })}
          size="small"
        >
          {user.active ? words.people.disable : words.people.enable}
        </Button>
      </div>
      {invite.data && (
        <Field hint={words.people.link} label={words.people.invite}>
          <Input className={styles.link} readOnly value={invite.data.url} />
        </Field>
      )}
      {(change.isError || invite.isError) && <ErrorNotice error={change.error ?? invite.error} />}
    </Section>
  );
};
