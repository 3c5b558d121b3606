import { nearest } from '#definitions/facts/vocabulary.ts'
import en from '#engines/casework/messages/en.json' with { type: 'json' }
import zh from '#engines/casework/messages/zh.json' with { type: 'json' }
import type { FieldView, FormView, PreviewView } from '#engines/casework/filing/form-views.ts'
import { problem } from '../command.ts'

const same = (name: string, ...names: readonly string[]) =>
  names.some((one) => one.trim().toLowerCase() === name.trim().toLowerCase())

export interface ReadAnswers {
  readonly answers: Record<string, unknown>
  /** names under which the form has no field, as written */
  readonly strangers: readonly string[]
}

/** Answers as a person writes them → answers as the form wants them: names to identifiers, labels of choices to values. */
export function answersFor(form: FormView, written: Readonly<Record<string, unknown>>): ReadAnswers {
  const fields = fieldsOf(form)
  const answers: Record<string, unknown> = {}
  const strangers: string[] = []
  for (const [name, value] of Object.entries(written)) {
    const field = fields.find(({ id, title }) => same(name, id, title.zh, title.en))
    if (field) answers[field.id] = valueFor(field, value)
    else strangers.push(name)
  }
  return { answers, strangers }
}

export const fieldsOf = (form: FormView): readonly FieldView[] => form.pages.flatMap(({ fields }) => fields)

/** Everything that keeps the answers from being filed, at once and in words; undefined where nothing does. */
export function wrongAnswers(
  form: FormView,
  strangers: readonly string[],
  { faults, missing }: Pick<PreviewView, 'faults' | 'missing'>,
) {
  const fields = fieldsOf(form)
  const codes = [...Object.entries(faults), ...missing.map((id) => [id, 'missing'] as const)]
  if (!strangers.length && !codes.length) return undefined
  const told = (language: 'zh' | 'en') =>
    [
      ...strangers.map((name) =>
        language === 'zh'
          ? `表单里没有“${name}”${near(name, fields, 'zh')}`
          : `the form has no “${name}”${near(name, fields, 'en')}`,
      ),
      ...codes.map(([id, code]) => {
        const title = fields.find((field) => field.id === id)?.title[language] ?? id
        const word = words[language][code as keyof typeof zh.faults] ?? words[language]['wrong-form']
        return language === 'zh' ? `${title}：${word}` : `${title}: ${word}`
      }),
    ].join('\n')
  const count = strangers.length + codes.length
  return problem(
    strangers.length ? 'field-unknown' : 'answers-incomplete',
    [`填写有 ${count} 处不对：\n${told('zh')}`, `${count} answers are wrong or missing:\n${told('en')}`],
    ['请改好文件里的 answers。', 'Correct the answers in the file.'],
    1,
  )
}

const words = { zh: zh.faults, en: en.faults }

/** The titles closest to a name that is none. */
function near(name: string, fields: readonly FieldView[], language: 'zh' | 'en'): string {
  const titles = nearest(name, [...fields.map(({ title }) => title[language]), ...fields.map(({ id }) => id)])
  if (!titles.length) return ''
  return language === 'zh' ? `，是不是：${titles.join('、')}？` : `, perhaps ${titles.join(', ')}?`
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
