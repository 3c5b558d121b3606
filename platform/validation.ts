import type { z } from 'zod'
import type { InvalidIssue } from './engine.ts'

type Issue = z.core.$ZodIssue

/** Input not of the contract, as pointers and codes that the messages can put into words. */
export function issuesOf(error: z.ZodError): InvalidIssue[] {
  return error.issues.slice(0, 50).map((issue) => ({
    pointer: `/${issue.path.map(String).join('/')}`,
    ...describe(issue),
  }))
}

function describe(issue: Issue): Pick<InvalidIssue, 'code' | 'params'> {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { code: 'required', params: {} }
        : { code: 'wrong-type', params: { expected: String(issue.expected) } }
    case 'too_small':
      return {
        code: issue.origin === 'string' ? 'too-short' : 'too-small',
        params: { minimum: String(issue.minimum) },
      }
    case 'too_big':
      return {
        code: issue.origin === 'string' ? 'too-long' : 'too-big',
        params: { maximum: String(issue.maximum) },
      }
    case 'invalid_value':
      return { code: 'not-an-option', params: { options: issue.values.map(String).join(' / ') } }
    case 'unrecognized_keys':
      return { code: 'unknown-field', params: { names: issue.keys.join(', ') } }
    case 'invalid_format':
      return { code: 'wrong-format', params: { format: String(issue.format) } }
    default:
      return { code: 'invalid', params: {} }
  }
}
