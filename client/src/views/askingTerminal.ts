import { HostTerminal } from './terminal.ts';

let terminal: HostTerminal | undefined;

/** Where all that is only asked of hosts can be read: one terminal that stays behind until somebody looks. */
export function askingTerminal(): HostTerminal {
  if (!terminal || terminal.signal.aborted) terminal = new HostTerminal('Virtqueue', 'behind');
  return terminal;
}
