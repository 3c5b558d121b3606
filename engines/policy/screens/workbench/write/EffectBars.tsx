import { Count } from '#apps/web/kits/light/Figure.tsx'
import css from './write.module.css'

const mostBars = 8

/** How many of those who get it are in each group; the most first. */
export function EffectBars({
  title,
  groups,
  name,
}: {
  title: string
  groups: readonly { code: string; count: number }[]
  name: (code: string) => string
}) {
  if (!groups.length) return null
  const most = Math.max(...groups.map(({ count }) => count))
  return (
    <section>
      <h3 className={css.small}>{title}</h3>
      <ul className={css.bars}>
        {groups.slice(0, mostBars).map(({ code, count }) => (
          <li key={code}>
            <span>{name(code)}</span>
            <span className={css.track} aria-hidden>
              <span className={css.bar} style={{ width: `${Math.max(2, (count / most) * 100)}%` }} />
            </span>
            <Count of={count} />
          </li>
        ))}
      </ul>
    </section>
  )
}
