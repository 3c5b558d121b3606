import { complain } from '#definitions/complaint.ts'
import type { Complaint } from '#kernel/definition.ts'
import type { ChoiceList, Field, Material } from './schemas.ts'

/**
 * A choice needs its choices, an answer assumed is one of them, a derived truth has an attribute that some choice has, a pattern its
 * words; and rules must know which field a Chinese name means.
 */
export function fieldComplaints(
  field: Field,
  lists: readonly ChoiceList[],
  fields: readonly Field[],
): Complaint[] {
  const found: Complaint[] = []
  const chooses = field.type === 'choice' || field.type === 'choices'
  if (chooses !== (field.choices !== undefined || field.choicesOf !== undefined))
    found.push({
      code: 'choices-mismatch',
      path: ['type'],
      expected: chooses ? 'choices or choicesOf' : 'type choice or choices',
      message: chooses
        ? { zh: '选择题没有选项', en: 'The field offers a choice but names no choices' }
        : { zh: '不是选择题，却写了选项', en: 'The field names choices but does not offer them' },
      remedy: { zh: '补上选项清单，或改类型。', en: 'Name a list of choices or change the type.' },
    })
  if (field.constraints?.pattern !== undefined) found.push(...patternComplaints(field))
  const list = lists.find(({ id }) => id === field.choices)
  field.derives?.forEach((derived, i) => {
    const exists = list?.choices.some((choice) => choice.attributes?.[derived.attribute] === derived.is)
    if (!exists)
      found.push({
        code: 'attribute-unknown',
        path: ['derives', i, 'attribute'],
        expected: `${derived.attribute} = ${derived.is}`,
        message: { zh: '没有哪个选项具有这个属性值', en: 'No choice has this attribute with this value' },
        remedy: { zh: '检查属性名和值。', en: 'Check the attribute and its value.' },
      })
  })
  return [...found, ...initialComplaints(field, list), ...nameComplaints(field, fields)]
}

/** What is answered for whoever leaves the question alone must be one of the choices. */
function initialComplaints({ type, initial }: Field, list: ChoiceList | undefined): Complaint[] {
  if (type !== 'choice' || initial === undefined || !list) return []
  if (list.choices.some(({ value }) => value === initial)) return []
  return [
    complain(
      'initial-not-offered',
      ['initial'],
      list.choices.map(({ value }) => value).join(' | '),
      ['没有改动时的答案不在选项里', 'The answer when left alone is none of the choices'],
      ['写一个选项的代号。', 'Write the code of a choice.'],
    ),
  ]
}

function patternComplaints({ constraints }: Field): Complaint[] {
  const path = ['constraints', 'pattern']
  const remedy = { zh: '改正表达式，并用文字说明要求。', en: 'Correct the expression and say it in words.' }
  try {
    RegExp(constraints?.pattern ?? '', 'u')
  } catch {
    const message = { zh: '格式表达式写法有误', en: 'The pattern is not a regular expression' }
    return [{ code: 'pattern-broken', path, expected: 'a regular expression', message, remedy }]
  }
  if (constraints?.patternText !== undefined) return []
  const message = { zh: '格式要求没有文字说明', en: 'The pattern is not said in words' }
  return [{ code: 'pattern-unsaid', path, expected: 'patternText', message, remedy }]
}

const namesOf = (field: Field) => [field.title.zh, ...(field.derives ?? []).map(({ title }) => title.zh)]

/** Names that an earlier field has taken; the later one is told. */
function nameComplaints(field: Field, fields: readonly Field[]): Complaint[] {
  const earlier = fields.slice(
    0,
    fields.findIndex(({ id }) => id === field.id),
  )
  return earlier.flatMap((other) => {
    const shared = namesOf(other).find((name) => namesOf(field).includes(name))
    if (shared === undefined) return []
    return [
      {
        code: 'name-taken',
        path: ['title', 'zh'],
        expected: other.id,
        message: {
          zh: `规则里的名称重复：${shared}`,
          en: `Another field has this name in rules: ${other.id}`,
        },
        remedy: { zh: '换一个名称。', en: 'Choose another name.' },
      },
    ]
  })
}

/** Two materials of one name cannot be told apart where they are picked. */
export function materialComplaints(material: Material, materials: readonly Material[]): Complaint[] {
  const at = materials.findIndex(({ id }) => id === material.id)
  const other = materials.slice(0, at).find(({ title }) => title.zh === material.title.zh)
  if (!other) return []
  return [
    {
      code: 'name-taken',
      path: ['title', 'zh'],
      expected: other.id,
      message: {
        zh: `已有同名材料：${other.title.zh}`,
        en: `Another material has this name: ${other.id}`,
      },
      remedy: { zh: '换一个名称，或直接用已有的。', en: 'Choose another name, or use the one there is.' },
    },
  ]
}
