/** Something is missing that only the person at the machine can change; the message says what. */
export class CannotRun extends Error {}
