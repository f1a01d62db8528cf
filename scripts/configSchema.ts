import manifest from '../package.json';
import { configFileName } from '../server/src/configFile.ts';
import { rules } from '../server/src/rules/index.ts';

const { properties } = manifest.contributes.configuration;
const { markdownDescription: _max, ...max } = properties['virtqueue.queues.max'];
const { markdownDescription: _policy, ...policy } = properties['virtqueue.queues.policy'];
const { additionalProperties: severity } = properties['virtqueue.rules'];

/** The JSON schema of `virtqueue.config.json`: the values of the settings, and every rule with its description. */
export const configSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: configFileName,
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    queues: { type: 'object', additionalProperties: false, properties: { max, policy } },
    rules: {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(
        rules.map(({ id, documentation }) => [id, { ...severity, description: documentation.summary }]),
      ),
      patternProperties: { '^schema/': severity },
    },
  },
};
