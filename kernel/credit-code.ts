/**
 * 统一社会信用代码, GB 32100-2015: 18 characters, two check characters.
 * The inner one (position 17) is the organisation code's of GB 11714; the outer one (18) covers the whole.
 */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const outerWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const innerWeights = [3, 7, 9, 10, 5, 8, 4, 2]

export type CreditCodeFault = 'length' | 'character' | 'inner-check' | 'outer-check'

const innerValue = (char: string) => {
  const code = char.charCodeAt(0)
  return code <= 57 ? code - 48 : code - 55
}

/** The organisation code's check character over its eight characters. */
export function organisationCheck(body: string): string {
  const sum = innerWeights.reduce((total, weight, i) => total + weight * innerValue(body[i] ?? '0'), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

/** The credit code's last character over the seventeen before it. */
export function creditCodeCheck(first17: string): string {
  const sum = outerWeights.reduce(
    (total, weight, i) => total + weight * alphabet.indexOf(first17[i] ?? '0'),
    0,
  )
  return alphabet[(31 - (sum % 31)) % 31] ?? '0'
}

/** What is wrong with a code, or undefined when nothing is. */
export function creditCodeFault(code: string): CreditCodeFault | undefined {
  if (code.length !== 18) return 'length'
  for (const char of code) if (!alphabet.includes(char)) return 'character'
  if (organisationCheck(code.slice(8, 16)) !== code[16]) return 'inner-check'
  if (creditCodeCheck(code.slice(0, 17)) !== code[17]) return 'outer-check'
  return undefined
}

/**
 * Composes a valid code. `authority` is positions 1–2 (91 = market regulation, enterprise), `division` six digits of
 * GB/T 2260, `serial` any integer from 0 to 31⁶ − 1. The body keeps to the 31 characters, all of which GB 11714 has too.
 */
export function composeCreditCode(authority: string, division: string, serial: number): string {
  let rest = serial
  let body = ''
  for (let i = 0; i < 6; i++) {
    body = alphabet[rest % 31] + body
    rest = Math.floor(rest / 31)
  }
  const organisation = `MA${body}`
  const first17 = `${authority}${division}${organisation}${organisationCheck(organisation)}`
  return first17 + creditCodeCheck(first17)
}
