import { useTranslation } from 'react-i18next'
import type { Figure } from '../model.ts'
import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { measuredText } from '#apps/web/kits/light/figures.ts'
import css from './board.module.css'

/** One indicator: value with unit, and the target it is held against. No figure is said to be none, never zero. */
export function FigureLine({ figure }: { figure: Figure }) {
  const { t } = useTranslation('scoreboard')
  const text = useText()
  const language = useLanguage()
  const { target, unit } = figure
  const value =
    figure.value === undefined ? undefined : measuredText(figure.value, unit, language, figure.decimals)
  const wanted = target && measuredText(target.value, unit, language)
  return (
    <div className={css.figure}>
      <span className={css.figureTitle}>{text(figure.title)}</span>
      {value === undefined ? (
        <span>{t('screens.noFigure')}</span>
      ) : (
        <span className={css.value}>
          {value.number} <span className={css.unit}>{value.unit}</span>
        </span>
      )}
      {wanted && target && (
        <span className={css.target}>
          {t('screens.target')} {t(`comparisons.${target.comparison}`)} {wanted.number} {wanted.unit}
        </span>
      )}
    </div>
  )
}
