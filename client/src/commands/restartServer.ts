import type { CommandFactory } from './command.ts';

export const restartServer: CommandFactory =
  ({ client }) =>
  async () => {
    if (client.isRunning()) await client.stop();
    await client.start();
  };
