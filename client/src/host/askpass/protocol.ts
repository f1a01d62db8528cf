/** What the helper sends, as one line of JSON; what it gets is the answer as JSON, or nothing for "no answer". */
export interface Request {
  readonly token: string;
  /** As ssh words it. */
  readonly prompt: string;
  /** ssh's `SSH_ASKPASS_PROMPT`: `confirm`, `none` for a notice that wants no answer, or not set. */
  readonly hint: string | undefined;
}

export interface SshQuestion {
  /** How a person calls the host. */
  readonly place: string;
  /**
   * `secret`: a password, a passphrase, a one-time code: ssh does not pass on which, nor whether the answer may be shown.
   * `host-key`: whether to trust a host seen for the first time.
   * `confirm`: whether a key may be used. `notice`: nothing to answer, such as "touch your security key".
   */
  readonly kind: 'secret' | 'host-key' | 'confirm' | 'notice';
  /** As ssh words it. */
  readonly text: string;
  /** Whether this ssh has asked the same before, as it does when the answer was wrong: it does not pass on why. */
  readonly again: boolean;
  /** Aborted when ssh no longer waits for the answer. */
  readonly signal: AbortSignal;
}

export function kindOf({ prompt, hint }: Request): SshQuestion['kind'] {
  if (/yes\/no|'yes', 'no' or the fingerprint/.test(prompt)) return 'host-key';
  if (hint === 'none') return 'notice';
  return hint === 'confirm' ? 'confirm' : 'secret';
}

/** Undefined when it is no request: whoever can open the socket may send anything. */
export function requestFrom(line: string): Request | undefined {
  try {
    const { token, prompt, hint } = JSON.parse(line);
    if (typeof token !== 'string' || typeof prompt !== 'string') return undefined;
    return { token, prompt, hint: typeof hint === 'string' ? hint : undefined };
  } catch {
    return undefined;
  }
}

export function answerFrom(text: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'string' ? answer : undefined;
  } catch {
    return undefined;
  }
}
