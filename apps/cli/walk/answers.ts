import type { FieldView, FormView } from '#engines/casework/views.ts'
import { problem } from '../command.ts'

const same = (name: string, ...names: readonly string[]) =>
  names.some((one) => one.trim().toLowerCase() === name.trim().toLowerCase())

/** Answers as a person writes them → answers as the form wants them: names to identifiers, labels of choices to values. */
export function answersFor(
  form: FormView,
  written: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const fields = form.pages.flatMap((page) => page.fields)
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => {
      const field = fields.find(({ id, title }) => same(name, id, title.zh, title.en))
      if (!field)
        throw problem(
          'field-unknown',
          [`表单里没有“${name}”`, `The form has no “${name}”`],
          [
            `可以写：${fields.map(({ title }) => title.zh).join('、')}`,
            `It has: ${fields.map(({ id }) => id).join(', ')}`,
          ],
        )
      return [field.id, valueFor(field, value)]
    }),
  )
}

const yes = ['是', '有', 'true', 'yes']
const no = ['否', '无', 'false', 'no']

function valueFor(field: FieldView, value: unknown): unknown {
  if (field.type === 'choices' && Array.isArray(value)) return value.map((one) => choiceFor(field, one))
  if (field.type === 'choice') return choiceFor(field, value)
  if (field.type === 'boolean' && typeof value === 'string')
    return same(value, ...yes) ? true : same(value, ...no) ? false : value
  if (field.type === 'money') return fenOf(value, field)
  return value
}

const choiceFor = (field: FieldView, value: unknown): unknown =>
  typeof value === 'string'
    ? (field.choices.find((choice) => same(value, choice.value, choice.title.zh, choice.title.en))?.value ??
      value)
    : value

const units: Readonly<Record<string, bigint>> = { 元: 100n, 万元: 1_000_000n, 亿元: 10_000_000_000n }

/** `100万元`, or a bare number in the unit that the form shows → 分, exactly. */
function fenOf(value: unknown, field: FieldView): unknown {
  const text = String(value).replace(/[,，\s]/g, '')
  const [, whole = '', fraction = '', unit] = /^(\d+)(?:\.(\d+))?(元|万元|亿元)?$/.exec(text) ?? []
  const factor = units[unit ?? field.unit?.zh ?? '元']
  if (!whole || factor === undefined) return value
  const scaled = BigInt(whole + fraction) * factor
  const scale = 10n ** BigInt(fraction.length)
  return scaled % scale === 0n ? Number(scaled / scale) : value
}
