import { feel } from './feel.ts'
import type { RunOptions } from './run.ts'
import { Run } from './run.ts'
import { asText } from './show.ts'
import type { FeelValue } from './values.ts'

/** Noon in Guangzhou on 31 January 2026. */
export const clock = { epochMilliseconds: Date.UTC(2026, 0, 31, 4), zone: 'Asia/Shanghai' }

/** The value of a text over named values. */
export const valueOf = (
  text: string,
  names: Readonly<Record<string, FeelValue>> = {},
  options: RunOptions = {},
): FeelValue =>
  feel(text, { variables: Object.keys(names) }).evaluate(new Map(Object.entries(names)), {
    clock,
    ...options,
  }).value

export const shown = (value: FeelValue): string => asText([value], new Run())?.slice(1, -1) ?? ''

/** The value of a text, written out; texts are in quotation marks. */
export const written = (text: string, names: Readonly<Record<string, FeelValue>> = {}): string =>
  shown(valueOf(text, names))

/** Why the value is null. */
export const causes = (text: string, names: Readonly<Record<string, FeelValue>> = {}): string[] =>
  feel(text, { variables: Object.keys(names) })
    .evaluate(new Map(Object.entries(names)), { clock })
    .notes.map(({ code }) => code)
