import { useTranslation } from 'react-i18next'
import { useLanguage } from '#apps/web/i18n/i18n.ts'
import { weekdayText } from '#apps/web/kits/light/figures.ts'
import { dayText } from '#kernel/day-text.ts'
import type { Slot } from '../slot.ts'

/** `2026年3月4日（周三）上午` */
export function useSlotText(): (slot: Slot) => string {
  const { t } = useTranslation('casework')
  const language = useLanguage()
  return ({ day, half }) =>
    t('screens.slot.shownWithDay', {
      day: dayText(day, language),
      weekday: weekdayText(day, language),
      half: t(`screens.slot.half.${half}`),
    })
}
