import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { classes } from '#apps/web/kits/light/classes.ts'
import css from './case-graph.module.css'
import { neededEdges, placeGraph } from './graph-layout.ts'

type LaneShape = Output<'casework.getCase'>['lanes'][number]

const box = { width: 212, height: 84 }
const gap = { x: 56, y: 16 }
const margin = 2

/** The joint case as a graph: what waits for what, the longest way marked. The lanes below are its twin in words. */
export function CaseGraph({ lanes }: { lanes: readonly LaneShape[] }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const nodes = lanes.map((lane) => ({ id: lane.part, after: lane.after }))
  const { placed, columns, rows } = placeGraph(nodes)
  if (columns < 2) return null
  const at = new Map(
    placed.map((node) => [
      node.id,
      { x: margin + node.column * (box.width + gap.x), y: margin + node.row * (box.height + gap.y) },
    ]),
  )
  const width = 2 * margin + columns * box.width + (columns - 1) * gap.x
  const height = 2 * margin + rows * box.height + (rows - 1) * gap.y
  const critical = new Set(lanes.filter((lane) => lane.critical).map((lane) => lane.part))
  return (
    <figure className={css.figure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={t('screens.graph')}
      >
        {neededEdges(nodes).map(({ from, to }) => {
          const a = at.get(from)
          const b = at.get(to)
          if (!a || !b) return null
          const start = { x: a.x + box.width, y: a.y + box.height / 2 }
          const end = { x: b.x, y: b.y + box.height / 2 }
          const middle = (start.x + end.x) / 2
          return (
            <path
              key={`${from}${to}`}
              className={classes(css.edge, critical.has(from) && critical.has(to) && css.critical)}
              d={`M${start.x} ${start.y}C${middle} ${start.y} ${middle} ${end.y} ${end.x} ${end.y}`}
            />
          )
        })}
        {lanes.map((lane) => {
          const place = at.get(lane.part)
          if (!place) return null
          return (
            <g key={lane.part} className={css[lane.standing]} transform={`translate(${place.x} ${place.y})`}>
              <rect
                className={classes(css.box, lane.critical && css.critical)}
                width={box.width}
                height={box.height}
                rx="8"
              />
              <foreignObject width={box.width} height={box.height}>
                <div className={css.words}>
                  <span className={css.item}>{text(lane.item.title)}</span>
                  <span className={css.state}>{t(`states.${lane.standing}`)}</span>
                </div>
              </foreignObject>
            </g>
          )
        })}
      </svg>
    </figure>
  )
}
