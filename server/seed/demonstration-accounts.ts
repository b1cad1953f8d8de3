/** Somebody of the demonstration who can sign in. */
export interface DemonstrationPerson {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly role: 'user' | 'administrator';
  readonly aliases: readonly string[];
  /** Who they are, beside their name on the sign-in page. */
  readonly says: string;
}

/** Northbrook Pumps; the simulated Outlook is Robin's. */
export const northbrookPeople: readonly DemonstrationPerson[] = [
  {
    email: 'robin.novak@northbrook.example',
    name: 'Robin Novak',
    password: 'pumps and coffee',
    role: 'administrator',
    aliases: ['robin@northbrook.example'],
    says: 'sells pumps at Northbrook and administers; the mailbox of the simulated Outlook',
  },
  {
    email: 'ines.duarte@northbrook.example',
    name: 'Ines Duarte',
    password: 'boots for the sump',
    role: 'user',
    aliases: ['i.duarte@northbrook.example'],
    says: 'a colleague of Robin, without administration',
  },
  {
    email: 'tom.okafor@northbrook.example',
    name: 'Tom Okafor',
    password: 'two seal kits spare',
    role: 'user',
    aliases: [],
    says: 'the service desk of Northbrook',
  },
];

/** Alta Air, which shares the server and sees nothing of Northbrook. */
export const altaPeople: readonly DemonstrationPerson[] = [
  {
    email: 'marta.lindqvist@alta-air.example',
    name: 'Marta Lindqvist',
    password: 'filters every april',
    role: 'administrator',
    aliases: ['marta@alta-air.example'],
    says: 'administers Alta Air, the other organization',
  },
  {
    email: 'jonas.weber@alta-air.example',
    name: 'Jonas Weber',
    password: 'quiet fans on the roof',
    role: 'user',
    aliases: [],
    says: 'a user of Alta Air',
  },
];

/** What the sign-in page offers in the demonstration; these passwords are no secret and exist nowhere else. */
export const demonstrationAccounts = [...northbrookPeople, ...altaPeople].map(({ email, password, name, says }) => ({
  email,
  password,
  name,
  says,
}));
