import type { CommandFactory } from './command.ts';

export const restartServer: CommandFactory =
  ({ client }) =>
  () =>
    client.restart();
