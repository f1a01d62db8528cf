import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodePlatform } from './platform.node.ts';
import { serve } from './server.ts';

serve(createConnection(ProposedFeatures.all), nodePlatform);
