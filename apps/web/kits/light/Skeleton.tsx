import { useTranslation } from 'react-i18next'
import css from './Skeleton.module.css'

/** Keeps the place of what is being fetched, in about its size, so that nothing jumps. */
export function Skeleton({ lines = 3, block }: { lines?: number; block?: boolean }) {
  const { t } = useTranslation()
  return (
    <div className={css.skeleton} role="status">
      <span className="visually-hidden">{t('state.loading')}</span>
      {block && <div className={css.block} />}
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} className={css.line} />
      ))}
    </div>
  )
}
