/**
 * Text from a host made harmless: what a terminal or the eye would obey (escape sequences, other control
 * characters, changes of writing direction) becomes a visible sign. Line breaks and tabs stay.
 */
export function harmless(text: string): string {
  return (
    text
      .replace(/\r\n/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
      .replace(/[\u0000-\u0008\u000b-\u001f]/g, (control) =>
        String.fromCharCode(0x2400 + control.charCodeAt(0)),
      )
      .replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd')
  );
}
