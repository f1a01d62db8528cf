/** What client and server agree on beyond the Language Server Protocol. The client imports types only. */

/** `initializationOptions`; an editor that gives none gets the plain server. */
export interface InitializationOptions {
  /** BCP 47 language of the messages. */
  readonly locale?: string;
  /** URI of the folder of the translations, `bundle.l10n.LOCALE.json`. */
  readonly translations?: string;
  /** URI of the folder with the rules' pages, for the link on a diagnostic's code. */
  readonly rulePages?: string;
  /** Commands that the client has; lenses are sent for these only. */
  readonly commands?: readonly string[];
}
