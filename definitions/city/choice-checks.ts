import { complain } from '#definitions/complaint.ts'
import type { Complaint } from '#kernel/definition.ts'
import type { ChoiceList } from './schemas.ts'

type Choices = ChoiceList['choices']
/** By what rules may call a choice: its code, or its name in either language. */
export const choiceLabels = ['value', 'zh', 'en'] as const

/** Rules know a choice by its code and by either name: none of them may mean two. An attribute is of one type, as rules compare it. */
export function choiceListComplaints(list: ChoiceList, lists: readonly ChoiceList[]): Complaint[] {
  return [...sameName(list, lists), ...labelsTwice(list.choices), ...attributesOfTwoTypes(list.choices)]
}

/** Two lists of one name cannot be told apart where a field picks one; the later one is told. */
function sameName(list: ChoiceList, lists: readonly ChoiceList[]): Complaint[] {
  const at = lists.findIndex(({ id }) => id === list.id)
  const other = lists.slice(0, at).find(({ title }) => title.zh === list.title.zh)
  if (!other) return []
  return [
    complain(
      'name-taken',
      ['title', 'zh'],
      other.id,
      [`已有同名选项清单：“${other.title.zh}”`, `Another list of choices has this name: ${other.title.en}`],
      ['换一个名称，或直接用已有的。', 'Choose another name, or use the one there is.'],
    ),
  ]
}

function labelsTwice(choices: Choices): Complaint[] {
  return choices.flatMap((choice, i) => {
    const earlier = new Set(choices.slice(0, i).flatMap((one) => choiceLabels.map((label) => one[label])))
    return choiceLabels
      .filter((label) => earlier.has(choice[label]))
      .map((label) =>
        complain(
          'choice-twice',
          ['choices', i, label],
          choice[label],
          [`另一个选项已用“${choice[label]}”`, `Another choice has “${choice[label]}” already`],
          ['换一个，或删去这一项。', 'Choose another, or remove this one.'],
        ),
      )
  })
}

function attributesOfTwoTypes(choices: Choices): Complaint[] {
  const types = new Map<string, string>()
  return choices.flatMap(({ attributes = {} }, i) =>
    Object.entries(attributes).flatMap(([name, value]) => {
      const type = types.get(name) ?? typeof value
      types.set(name, type)
      if (type === typeof value) return []
      return [
        complain(
          'attribute-types-differ',
          ['choices', i, 'attributes', name],
          type,
          [
            `属性“${name}”的值和前面的选项不是同一种`,
            `The attribute “${name}” has a value of another kind than in the choices before`,
          ],
          ['统一写成文字、数字或是否。', 'Write a text, a number, or yes and no throughout.'],
        ),
      ]
    }),
  )
}
