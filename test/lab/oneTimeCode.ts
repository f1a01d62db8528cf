import { createHmac } from 'node:crypto';

const digits = 8;

/** What an authenticator shows now, or so many steps of 30 seconds later (RFC 6238 with what it has by default). */
export function oneTimeCode(secret: Buffer, later = 0): string {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac('sha1', secret).update(step).digest();
  const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 0xf) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** A file of secrets for `pam_oath`, with that of one user. */
export function oathUsers(user: string, secret: Buffer): string {
  return `HOTP/T30/${digits} ${user} - ${secret.toString('hex')}\n`;
}

/** What PAM does where a password and then a one-time code is asked for; each code serves once. */
export function passwordAndCode(usersFile: string): string {
  return `
auth requisite pam_unix.so nodelay
auth required pam_oath.so usersfile=${usersFile} digits=${digits} window=5
account required pam_permit.so
session required pam_permit.so
`;
}
