import type { CommandFactory } from './command.ts';

export const restartServer: CommandFactory =
  ({ client }) =>
  async () => {
    await client.stop();
    await client.start();
  };
