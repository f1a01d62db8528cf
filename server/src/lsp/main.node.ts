import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { loadTranslations } from '../node/translations.ts';
import { serve } from './server.ts';

serve(createConnection(ProposedFeatures.all), ({ locale, translations }) =>
  loadTranslations(locale ?? 'en', translations),
);
