/** Full width as half, and without brackets and spaces, as banks compare names. */
export const readName = (name: string) => name.normalize('NFKC').replaceAll(/[\s()（）]/g, '')
