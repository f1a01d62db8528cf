import { attempt } from './attempt.ts';

/** The process that is killed half-way. What else happens to it is written for whoever looks. */
attempt(JSON.parse(process.argv[2] ?? ''), {
  sshConfig: '',
  killLibvirtd: async () => {},
  fillDisk: () => {},
  interfere: async () => {},
  hold: () => {
    throw new Error('nothing is held for one who is killed');
  },
}).then((outcome) => console.log(JSON.stringify(outcome)));
