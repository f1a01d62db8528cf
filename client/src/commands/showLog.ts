import type { CommandFactory } from './command.ts';

export const showLog: CommandFactory =
  ({ log }) =>
  async () =>
    log.show();
