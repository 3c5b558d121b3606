/**
 * A named place where what was done so far is one thing and what follows another: between a commit and the note that it was
 * done, between a question to the bank and its answer. Tests end or stop the process there; in production nobody listens.
 */
export type Steps = (step: string) => void | Promise<void>

export const noSteps: Steps = () => undefined
