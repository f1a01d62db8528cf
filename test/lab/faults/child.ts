import { attempt } from './attempt.ts';

/** The process that is killed half-way. What else happens to it is written for whoever looks. */
attempt(JSON.parse(process.argv[2] ?? ''), {
  killLibvirtd: async () => {},
  fillDisk: () => {},
  interfere: async () => {},
  sshConfig: '',
}).then((outcome) => console.log(JSON.stringify(outcome)));
