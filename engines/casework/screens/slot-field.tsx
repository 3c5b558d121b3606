import { useTranslation } from 'react-i18next'
import { useRead } from '#apps/web/client/hooks.ts'
import { useLanguage } from '#apps/web/i18n/i18n.ts'
import { FieldFrame, type FieldProps } from '#apps/web/kits/light/FieldFrame.tsx'
import { shortDayText, weekdayText } from '#apps/web/kits/light/figures.ts'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { halves, slotAnswer, slotOf } from '../slot.ts'
import css from './slot-field.module.css'
import { useSlotText } from './slot-text.ts'

/** Others take places while one is thinking. */
const lookEveryMs = 15_000

interface SlotFieldProps extends FieldProps {
  readonly theme: string
  /** `2026-03-04/morning` */
  readonly value: string | undefined
  readonly onChange: (value: string) => void
}

/** The half-days of a joint survey, day by day, with the places left. What was chosen and is gone is said. */
export function SlotField({ theme, value, onChange, error, ...field }: SlotFieldProps) {
  const { t } = useTranslation('casework')
  const language = useLanguage()
  const slotText = useSlotText()
  const result = useRead('casework.listSurveySlots', { theme }, { everyMs: lookEveryMs })
  const chosen = slotOf(value)
  const left = (slot: typeof chosen) =>
    slot && (result.data?.days.find(({ day }) => day === slot.day)?.[slot.half] ?? 0)
  const gone = chosen && result.data && !left(chosen)
  const free = result.data?.days.some(({ morning, afternoon }) => morning + afternoon > 0)
  return (
    <FieldFrame
      field={{ ...field, error: gone ? t('screens.slot.gone', { slot: slotText(chosen) }) : error }}
      group
    >
      {({ id, name }) => (
        <Loaded result={result} lines={4}>
          {({ days, provisional, confidence }) => (
            <>
              <ul className={css.days}>
                {days.map((one, i) => (
                  <li key={one.day} className={css.day}>
                    <span className={css.date}>
                      {shortDayText(one.day, language)}
                      <span>{weekdayText(one.day, language)}</span>
                    </span>
                    {halves.map((half) => {
                      const answer = slotAnswer({ day: one.day, half })
                      return (
                        <label key={half} className={css.half}>
                          <input
                            type="radio"
                            id={i === 0 && half === 'morning' ? id : undefined}
                            name={name}
                            value={answer}
                            disabled={one[half] === 0}
                            checked={value === answer}
                            onChange={() => onChange(answer)}
                          />
                          <span className={css.words}>
                            <span>
                              <span className="visually-hidden">{shortDayText(one.day, language)} </span>
                              {t(`screens.slot.half.${half}`)}
                            </span>
                            <span className={css.left}>
                              {one[half]
                                ? t('screens.slot.left', { count: one[half] })
                                : t('screens.slot.full')}
                            </span>
                          </span>
                        </label>
                      )
                    })}
                  </li>
                ))}
              </ul>
              {!free && <p>{t('screens.slot.none')}</p>}
              {provisional && <p className={css.note}>{t('screens.slot.later')}</p>}
              {confidence === 'sample' && <p className={css.note}>{t('screens.slot.sample')}</p>}
            </>
          )}
        </Loaded>
      )}
    </FieldFrame>
  )
}
