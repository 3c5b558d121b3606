import { z } from 'zod'

/**
 * A condition in the rule language: an expression, or a clause with `all`, `any` or `not` and its own words. What is
 * inside is the rule language's business; here it only has to be there.
 */
export const RuleText = z.union([z.string().min(1), z.record(z.string(), z.unknown())])
