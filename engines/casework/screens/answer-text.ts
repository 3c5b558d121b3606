import { useTranslation } from 'react-i18next'
import type { Language } from '#kernel/text.ts'
import { useLanguage } from '#apps/web/i18n/i18n.ts'
import { bigMoneyText, countText } from '#apps/web/kits/light/figures.ts'
import { dayText } from '#kernel/day-text.ts'
import type { Answer } from '../model.ts'
import type { FieldView } from '../form-views.ts'
import { slotOf } from '../slot.ts'
import type { PersonRow } from './people-field.tsx'

type Words = (key: string, values?: Record<string, string>) => string

/** A unit of per cent is its sign, in every language. */
export const isPercent = (field: Pick<FieldView, 'unit'>): boolean => field.unit?.zh.includes('%') ?? false

const titleOf = (field: FieldView, value: string, language: Language) =>
  field.choices.find((choice) => choice.value === value)?.title[language] ?? value

/** An answer as it is read back: choices by their names, sums and dates written out. */
export function answerText(
  field: FieldView,
  answer: Answer | undefined,
  language: Language,
  t: Words,
): string {
  if (answer === undefined || answer === '') return ''
  const list = (parts: readonly string[]) => parts.join(language === 'zh' ? '、' : ', ')
  if (typeof answer === 'boolean') return t(answer ? 'app:form.yes' : 'app:form.no')
  if (Array.isArray(answer)) {
    if (field.type !== 'people')
      return list((answer as string[]).map((value) => titleOf(field, value, language)))
    return list(
      (answer as PersonRow[]).map(({ name, share }) =>
        t('screens.people.shown', { name, share: `${share}%` }),
      ),
    )
  }
  if (field.type === 'money') return bigMoneyText(Number(answer), language)
  if (field.type === 'integer' && isPercent(field)) return `${answer}%`
  if (field.type === 'integer') return `${countText(Number(answer))} ${field.unit?.[language] ?? ''}`.trim()
  if (field.type === 'date') return dayText(String(answer), language)
  const slot = field.type === 'slot' ? slotOf(answer) : undefined
  if (slot)
    return t('screens.slot.shown', {
      day: dayText(slot.day, language),
      half: t(`screens.slot.half.${slot.half}`),
    })
  return field.choices.length ? titleOf(field, String(answer), language) : String(answer)
}

export function useAnswerText(): (field: FieldView, answer: Answer | undefined) => string {
  const { t } = useTranslation(['casework', 'app'])
  const language = useLanguage()
  return (field, answer) => answerText(field, answer, language, t as unknown as Words)
}
