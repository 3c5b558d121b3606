import { useTranslation } from 'react-i18next'
import type { Figure } from '../model.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import css from './board.module.css'

/** One indicator: value with unit, and the target it is held against. No figure is said to be none, never zero. */
export function FigureLine({ figure }: { figure: Figure }) {
  const { t } = useTranslation('scoreboard')
  const text = useText()
  const unit = text(figure.unit)
  return (
    <div className={css.figure}>
      <span className={css.figureTitle}>{text(figure.title)}</span>
      {figure.value === undefined ? (
        <span>{t('screens.noFigure')}</span>
      ) : (
        <span className={css.value}>
          {figure.value.toFixed(figure.decimals)} <span className={css.unit}>{unit}</span>
        </span>
      )}
      {figure.target && (
        <span className={css.target}>
          {t('screens.target')} {t(`comparisons.${figure.target.comparison}`)} {figure.target.value} {unit}
        </span>
      )}
    </div>
  )
}
