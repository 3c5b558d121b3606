/** A returned payment is tried again under the same instruction with the next attempt's number, which the bank sees as its own id. */
export const bankInstruction = (instructionId: string, attempt: number): string =>
  attempt === 1 ? instructionId : `${instructionId}.${attempt}`
